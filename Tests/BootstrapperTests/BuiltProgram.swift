import Foundation
import TestSurroundings

/// Calls of `wahostbootstrapper` that end by themselves.
enum BuiltProgram {
    /// Runs it.
    static func run(
        _ words: String...,
        environment: [String: String] = [:],
        folder: URL? = nil
    ) throws -> FinishedProgram {
        let program = Repository.programs.appending(path: "wahostbootstrapper").path
        return try FinishedProgram.run([program] + words, environment: environment, folder: folder)
    }

    /// Runs another program, found on PATH.
    static func run(
        program: String,
        _ words: [String],
        environment: [String: String] = [:],
        folder: URL? = nil
    ) throws -> FinishedProgram {
        try FinishedProgram.run([program] + words, environment: environment, folder: folder)
    }

    /// Whether a program is on PATH; in CI a missing one is a failure, not a reason to look away.
    static func has(_ program: String) -> Bool { Installed.has(program) }
}
