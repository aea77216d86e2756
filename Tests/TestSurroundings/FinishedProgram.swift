import Foundation

/// One call of a program that ends by itself.
public struct FinishedProgram {
    /// What it wrote to standard output.
    public let said: String
    /// What it wrote to standard error.
    public let complained: String
    /// Its exit code; 1000 more than the signal that ended it, 124 when it took longer than 40 s.
    public let code: Int32

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - words: the program, found on PATH, and its arguments.
    ///   - input: what it can read.
    ///   - environment: what it has beside the environment of the tests.
    ///   - folder: where it runs; the package's when nothing is said.
    /// - Returns: its words and its end.
    /// - Throws: when it can not be started.
    public static func run(
        _ words: [String],
        input: String = "",
        environment: [String: String] = [:],
        folder: URL? = nil
    ) throws -> FinishedProgram {
        let files = FileManager.default.temporaryDirectory.appending(path: "wahost-call-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: files) }
        // Files, not pipes: two pipes that are read one after the other may stand still.
        let (given, output, error) = (
            files.appending(path: "in"), files.appending(path: "out"), files.appending(path: "err")
        )
        try Data(input.utf8).write(to: given)
        for file in [output, error] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "40"] + words
        process.currentDirectoryURL = folder ?? Repository.root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        let signaled = process.terminationReason == .uncaughtSignal
        return FinishedProgram(
            said: try String(contentsOf: output, encoding: .utf8),
            complained: try String(contentsOf: error, encoding: .utf8),
            code: signaled ? 1_000 + process.terminationStatus : process.terminationStatus
        )
    }
}
