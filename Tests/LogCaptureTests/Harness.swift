import Dispatch
import Foundation
import Glibc
import Synchronization

@testable import LogCapture

/// A capture with real pipes and processes, in a folder of its own; the console is two files unless told otherwise.
final class Harness {
    let folder: String
    let capture: CaptureThread
    private let consoleFiles: [Int32]
    private var nextSource = 1
    private var running: [pid_t] = []

    init(
        start: Bool = true,
        _ change: (inout CaptureConfiguration, _ folder: String) -> Void = { _, _ in }
    ) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/logcapture-" + UUID().uuidString
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        consoleFiles = ["out", "err"].map { open("\(folder)/\($0)", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) }
        var configuration = CaptureConfiguration()
        configuration.console.standardOutput = consoleFiles[0]
        configuration.console.standardError = consoleFiles[1]
        configuration.console.environment = [:]
        configuration.taskOutput = TaskOutputConfiguration(directory: folder + "/TaskOutput")
        configuration.taskOutput?.format = .raw
        change(&configuration, folder)
        capture = try CaptureThread(configuration, callbackQueue: DispatchQueue(label: "test"))
        if start { try capture.start() }
    }

    deinit {
        for child in running { kill(-child, SIGKILL) }
        capture.close(within: .seconds(5))
        consoleFiles.forEach { close($0) }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts a shell command whose output is captured.
    func spawn(
        _ command: String,
        name: String = "task",
        echo: Bool = true,
        tally: OutputTally? = nil
    ) throws -> (source: SourceID, child: pid_t) {
        let source = SourceID(nextSource)
        nextSource += 1
        let ends = try capture.open(source, name: name, file: name, echo: echo, tally: tally)
        let child = Self.spawn(command, ends.standardOutput, ends.standardError)
        close(ends.standardOutput)
        close(ends.standardError)
        running.append(child)
        return (source, child)
    }

    /// Waits for a child's end, as the supervisor would see it, and tells the capture; returns the last lines.
    @discardableResult
    func finish(_ started: (source: SourceID, child: pid_t)) -> [CapturedLine] {
        var status: Int32 = 0
        waitpid(started.child, &status, 0)
        running.removeAll { $0 == started.child }
        return finish(started.source)
    }

    @discardableResult
    func finish(_ source: SourceID) -> [CapturedLine] {
        let answered = DispatchSemaphore(value: 0)
        let answer = Mutex<[CapturedLine]>([])
        capture.finish(source) { lines in
            answer.withLock { $0 = lines }
            answered.signal()
        }
        answered.wait()
        return answer.withLock { $0 }
    }

    /// Runs a command to its end.
    @discardableResult
    func run(_ command: String, name: String = "task", echo: Bool = true) throws -> [CapturedLine] {
        finish(try spawn(command, name: name, echo: echo))
    }

    func bytes(_ file: String) -> [UInt8] {
        [UInt8](FileManager.default.contents(atPath: folder + "/" + file) ?? Data())
    }

    func text(_ file: String) -> String { String(decoding: bytes(file), as: UTF8.self) }

    func lines(_ file: String) -> [String] {
        text(file).split(separator: "\n", omittingEmptySubsequences: true).map(String.init)
    }

    /// All that a task wrote, over its rotated files, the oldest first.
    func output(_ task: String) -> [UInt8] {
        let older = (1...50).reversed().flatMap { bytes("TaskOutput/\(task).log.\($0)") }
        return older + bytes("TaskOutput/\(task).log")
    }

    /// A shell with these descriptors as 1 and 2, in a process group of its own.
    static func spawn(_ command: String, _ output: Int32, _ error: Int32) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, error, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var words: [UnsafeMutablePointer<CChar>?] = [strdup("/bin/sh"), strdup("-c"), strdup(command), nil]
        defer { words.forEach { free($0) } }
        var child: pid_t = -1
        posix_spawn(&child, "/bin/sh", &actions, &attributes, &words, environ)
        return child
    }

    /// Reads what a descriptor gives, up to its end or until `enough`.
    static func read(_ descriptor: Int32, until enough: ([UInt8]) -> Bool = { _ in false }) -> [UInt8] {
        var all: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while !enough(all) {
            let count = Glibc.read(descriptor, &part, part.count)
            guard count > 0 else { break }
            all += part[..<count]
        }
        return all
    }

    static func makePipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        ends.forEach { _ = fcntl($0, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
