import Foundation
import Testing

/// Runs scenarios in a process of their own (Tests/Probes/SupervisionProbe).
enum SupervisionProbe {
    /// Where the executables of this build are.
    static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    /// Whether scenarios that need root can be run; says so once if not.
    static let isRoot: Bool = {
        if getuid() != 0 { print("SKIPPED: not root, so credentials and pid namespaces are not tested") }
        return getuid() == 0
    }()

    /// Runs a scenario to its end and expects it to have found no fault; returns what it printed.
    @discardableResult
    static func pass(
        _ scenario: String,
        _ arguments: String...,
        asPID1: Bool = false,
        at location: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let program = folder.appendingPathComponent("SupervisionProbe").path
        let prefix = asPID1 ? ["/usr/bin/unshare", "--pid", "--fork", "--mount-proc", "--kill-child"] : []
        // One that hangs must not hold the whole test run.
        let limit = ["/usr/bin/timeout", "--signal=KILL", "50"]
        let (status, output) = try await run(limit + prefix + [program, scenario] + arguments)
        #expect(status == 0, "\(scenario): \(output)", sourceLocation: location)
        print("\(scenario)\(asPID1 ? " as PID 1" : ""): \(output)")
        return output
    }

    private static func run(_ command: [String]) async throws -> (Int32, String) {
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("probe-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        #expect(FileManager.default.createFile(atPath: output.path, contents: nil))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.standardOutput = try FileHandle(forWritingTo: output)
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return (status, try String(contentsOf: output, encoding: .utf8))
    }
}

/// An empty folder that everybody may enter and that is removed at the end.
struct Scratch: ~Copyable {
    let path: String

    init() throws {
        path = "/tmp/supervision-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        chmod(path, 0o755)
    }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path + "/" + name, atomically: false, encoding: .utf8)
        chmod(path + "/" + name, 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
