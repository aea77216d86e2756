import Foundation

/// A copy of a folder of `Examples/`, whose configuration a test edits while the role runs.
final class CopiedExample {
    /// The role root.
    let root: URL
    private let configuration: URL

    init(_ name: String) throws {
        root = FileManager.default.temporaryDirectory.appending(path: "wahost-example-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: RunningBootstrapper.root.appending(path: "Examples/\(name)"), to: root)
        configuration = root.appending(path: "ServiceConfiguration.cscfg")
    }

    deinit {
        try? FileManager.default.removeItem(at: root)
    }

    /// Runs a program in the folder of the original, where it finds what it is built of.
    func build(_ name: String, to target: String) throws -> Int32 {
        let process = Process()
        process.executableURL = RunningBootstrapper.root.appending(path: "Examples/\(name)/build.sh")
        process.arguments = [root.appending(path: target).path]
        process.environment = ProcessInfo.processInfo.environment.merging(["CC": "clang"]) { $1 }
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Gives settings other values, all at once, as an editor does that renames its file into place.
    func set(_ values: [String: String]) throws {
        var text = try String(contentsOf: configuration, encoding: .utf8)
        for (name, value) in values {
            let start = try require(text.range(of: "name=\"\(name)\" value=\"")).upperBound
            let end = try require(text[start...].firstIndex(of: "\""))
            text.replaceSubrange(start..<end, with: value)
        }
        try Data(text.utf8).write(to: configuration, options: .atomic)
    }

    struct Missing: Error {}

    private func require<Value>(_ value: Value?) throws -> Value {
        guard let value else { throw Missing() }
        return value
    }
}
