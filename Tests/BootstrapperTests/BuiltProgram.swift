import Foundation

/// One call of a program that ends by itself.
struct BuiltProgram {
    /// What it wrote to standard output.
    let said: String
    /// What it wrote to standard error.
    let complained: String
    /// Its exit code; 1000 more than the signal that ended it.
    let code: Int32

    /// Runs `wahostbootstrapper`.
    static func run(_ words: String..., environment: [String: String] = [:], folder: URL? = nil) throws -> BuiltProgram
    {
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        return try run(program: program, words, environment: environment, folder: folder)
    }

    /// Runs a program, found on PATH.
    static func run(
        program: String,
        _ words: [String],
        environment: [String: String] = [:],
        folder: URL? = nil
    ) throws -> BuiltProgram {
        let files = FileManager.default.temporaryDirectory.appending(path: "wahost-call-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: files, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: files) }
        // Files, not pipes: two pipes that are read one after the other may stand still.
        let (output, error) = (files.appending(path: "out"), files.appending(path: "err"))
        for file in [output, error] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["timeout", "40", program] + words
        process.currentDirectoryURL = folder ?? RunningBootstrapper.root
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: error)
        try process.run()
        process.waitUntilExit()
        let signaled = process.terminationReason == .uncaughtSignal
        return BuiltProgram(
            said: try String(contentsOf: output, encoding: .utf8),
            complained: try String(contentsOf: error, encoding: .utf8),
            code: signaled ? 1_000 + process.terminationStatus : process.terminationStatus
        )
    }

    /// Whether a program is on PATH; in CI a missing one is a failure, not a reason to look away.
    static func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }
}
