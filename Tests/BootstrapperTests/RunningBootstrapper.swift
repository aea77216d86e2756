import Foundation
import TestSurroundings
import Testing

/// A bootstrapper started as a user starts it, in a process group of its own, its output heard line by line.
final class RunningBootstrapper: @unchecked Sendable {
    static let root = Repository.root
    static var programs: URL { Repository.programs }
    static var built: URL { Repository.built }

    let process = Process()
    let resources: URL
    /// In the environment of whatever this run has started, and of nothing else.
    private let mark = "TRIAL_MARK=\(UUID().uuidString)"
    private let condition = NSCondition()
    private var text = ""
    private var openStreams = 2
    private var exitCode: Int32?
    /// Nothing is waited for longer than until then, so that a test fails instead of hanging.
    private let deadline = Date(timeIntervalSinceNow: 50)

    /// Starts it; the words of a prefix (`setpriv --reuid=nobody`) are executed first and lead to it.
    init(
        _ words: [String],
        environment: [String: String] = [:],
        folder: URL = RunningBootstrapper.root,
        through prefix: [String] = []
    ) throws {
        resources = FileManager.default.temporaryDirectory.appending(path: "wahost-test-\(UUID().uuidString)")
        let program = Self.programs.appending(path: "wahostbootstrapper")
        process.executableURL = prefix.isEmpty ? program : URL(filePath: "/usr/bin/env")
        process.arguments = prefix.isEmpty ? words : prefix + [program.path] + words
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging([
                "WAHOST_RESOURCES": resources.path, "TRIAL_MARK": String(mark.dropFirst(11)),
                // No test's socket is where another one, or the machine's user, looks.
                "WAHOST_RUNTIME_DIRECTORY": resources.path,
            ]) { $1 }
            .merging(environment) { $1 }
        let output = Pipe()
        let error = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = error
        process.terminationHandler = { [weak self] process in
            let signaled = process.terminationReason == .uncaughtSignal
            self?.change { $0.exitCode = signaled ? 1_000 + process.terminationStatus : process.terminationStatus }
        }
        try process.run()
        listen(to: output.fileHandleForReading)
        listen(to: error.fileHandleForReading)
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: resources)
    }

    /// Everything that was written so far.
    var output: String {
        condition.lock()
        defer { condition.unlock() }
        return text
    }

    /// Waits until the words have been written.
    @discardableResult
    func wait(for words: String) -> Bool { wait { $0.text.contains(words) } && output.contains(words) }

    /// Asks for an end.
    func signal(_ number: Int32) { kill(process.processIdentifier, number) }

    /// Waits for the end and returns the exit code, 1000 more than the signal that ended it.
    func end() -> Int32 {
        _ = wait { $0.exitCode != nil && $0.openStreams == 0 }
        return exitCode ?? -1
    }

    /// The processes of this run that live, the bootstrapper included.
    func survivors() -> [Int32] {
        let folders = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return folders.compactMap(Int32.init).filter { pid in
            guard let handle = FileHandle(forReadingAtPath: "/proc/\(pid)/environ"),
                let bytes = try? handle.readToEnd()
            else { return false }
            return bytes.range(of: Data(mark.utf8)) != nil
        }
    }

    /// The path of a file in the folder of this instance's logs.
    func logPath(_ name: String) -> String {
        resources.appending(path: "Directory/local.Trial.DiagnosticStore/\(name)").path
    }

    /// The text of a file in that folder.
    func log(_ name: String = "WaHostBootstrapper.log") -> String {
        String(decoding: FileManager.default.contents(atPath: logPath(name)) ?? Data(), as: UTF8.self)
    }

    /// What a task or the host printed, its lines together.
    func printed(_ name: String) -> String {
        output.split(separator: "\n", omittingEmptySubsequences: false).compactMap { line in
            line.hasPrefix(name + " | ") ? String(line.dropFirst(name.count + 3)) : nil
        }.joined(separator: "\n")
    }

    /// Returns whether these words have been written, in this order.
    func says(inOrder words: [String]) -> Bool {
        var rest = output[...]
        for word in words {
            guard let found = rest.range(of: word) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }

    /// Waits until the words have been written, then stops it; returns the exit code, -2 when they never came.
    func stop(when words: String) -> Int32 {
        let came = wait(for: words)
        signal(SIGTERM)
        let code = end()
        return came ? code : -2
    }

    private func change(_ body: (RunningBootstrapper) -> Void) {
        condition.lock()
        body(self)
        condition.broadcast()
        condition.unlock()
    }

    private func wait(until isDone: (RunningBootstrapper) -> Bool) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while !isDone(self) {
            if openStreams == 0, exitCode != nil { return false }
            if !condition.wait(until: deadline) { return isDone(self) }
        }
        return true
    }

    private func listen(to handle: FileHandle) {
        let thread = Thread { [weak self] in
            // Not `read(upToCount:)`: that one waits until it has them all.
            while case let data = handle.availableData, !data.isEmpty {
                self?.change { $0.text += String(decoding: data, as: UTF8.self) }
            }
            // A thread's block outlives it, and what it holds: hundreds of runs would use up the descriptors.
            try? handle.close()
            self?.change { $0.openStreams -= 1 }
        }
        thread.start()
    }
}
