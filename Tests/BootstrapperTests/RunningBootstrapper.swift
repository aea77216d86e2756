import Foundation
import Testing

/// A bootstrapper started as a user starts it, in a process group of its own, its output heard line by line.
final class RunningBootstrapper: @unchecked Sendable {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The folder with the built programs, which the test bundle lies in.
    static var programs: URL {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(filePath: bundle).deletingLastPathComponent()
    }

    let process = Process()
    let resources: URL
    private let condition = NSCondition()
    private var text = ""
    private var openStreams = 2
    private var exitCode: Int32?

    init(_ words: [String], environment: [String: String] = [:], folder: URL = RunningBootstrapper.root) throws {
        resources = FileManager.default.temporaryDirectory.appending(path: "wahost-test-\(UUID().uuidString)")
        process.executableURL = Self.programs.appending(path: "wahostbootstrapper")
        process.arguments = words
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment
            .merging(["WAHOST_RESOURCES": resources.path]) { $1 }.merging(environment) { $1 }
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
            condition.wait()
        }
        return true
    }

    private func listen(to handle: FileHandle) {
        let thread = Thread { [weak self] in
            // Not `read(upToCount:)`: that one waits until it has them all.
            while case let data = handle.availableData, !data.isEmpty {
                self?.change { $0.text += String(decoding: data, as: UTF8.self) }
            }
            self?.change { $0.openStreams -= 1 }
        }
        thread.start()
    }
}
