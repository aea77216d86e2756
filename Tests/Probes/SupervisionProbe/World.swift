import Foundation
import Lifecycle
import Supervision

/// What a scenario acts in: the rooms under test on their queue, and a thread that may block.
final class World: @unchecked Sendable {
    let queue = DispatchQueue(label: "events")
    let spawner: Spawner
    let children: ChildProcesses
    let arguments: [String]
    /// Where the executables of this build are.
    let folder: String
    private let lock = NSLock()
    private var failures: [String] = []
    private var lastID: UInt64 = 0

    init(spawner: Spawner, arguments: [String], launcher: String? = nil) {
        self.spawner = spawner
        self.arguments = arguments
        let program = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? "/"
        folder = URL(fileURLWithPath: program).deletingLastPathComponent().path
        children = ChildProcesses(queue: queue, launcher: launcher ?? folder + "/walaunch", spawner: spawner)
    }

    func start() throws { try queue.sync { try children.start() } }

    func argument(_ index: Int, _ fallback: Int) -> Int {
        index < arguments.count ? Int(arguments[index]) ?? fallback : fallback
    }

    func fail(_ text: String) {
        lock.lock()
        failures.append(text)
        lock.unlock()
    }

    func expect(_ condition: Bool, _ text: @autoclosure () -> String) {
        if !condition { fail(text()) }
    }

    var hasFailed: Bool {
        lock.lock()
        defer { lock.unlock() }
        return !failures.isEmpty
    }

    func report() -> Int32 {
        lock.lock()
        defer { lock.unlock() }
        for failure in failures.prefix(40) { print("FAIL \(failure)") }
        if failures.count > 40 { print("FAIL … and \(failures.count - 40) more") }
        return failures.isEmpty ? 0 : 1
    }

    /// Makes an order for the program that behaves as its arguments say.
    func order(_ mode: String, _ values: String...) -> LaunchOrder {
        let program = folder + "/ProbeChild"
        return LaunchOrder(program: program, arguments: ["probe", mode] + values, environment: ["PATH=/usr/bin:/bin"])
    }

    func spawn(_ order: LaunchOrder, ended: (@Sendable () -> Void)? = nil) -> Child {
        lock.lock()
        lastID += 1
        let child = Child(ChildID(lastID))
        lock.unlock()
        queue.async {
            self.children.spawn(
                child.id,
                order,
                started: { child.started.give($0) },
                exited: { status, usage in
                    child.ended.give((status, usage, DispatchTime.now().uptimeNanoseconds))
                    ended?()
                }
            )
        }
        return child
    }

    /// Runs an order to its end; returns what it wrote and how it ended.
    func run(_ order: LaunchOrder) throws -> (String, TerminationStatus?) {
        let pipe = Pipe()
        var order = order
        order.standardOutput = dup(pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        let child = spawn(order)
        guard case .success? = child.started.value() else { return ("not started", nil) }
        let text = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        return (text, child.ended.value()?.0)
    }

    /// Spawns a child and waits for its first line.
    func spawnAndHear(_ order: LaunchOrder) -> Child {
        let pipe = Pipe()
        var order = order
        order.standardOutput = dup(pipe.fileHandleForWriting.fileDescriptor)
        try? pipe.fileHandleForWriting.close()
        let child = spawn(order)
        _ = pipe.fileHandleForReading.availableData
        return child
    }

    func sync<Value: Sendable>(_ work: () throws -> Value) rethrows -> Value { try queue.sync(execute: work) }

    /// Waits until it holds, looking at it after each short while; for what has no event to wait for.
    func eventually(_ holds: () -> Bool) -> Bool {
        for _ in 0..<2000 {
            if holds() { return true }
            usleep(5000)
        }
        return false
    }
}

/// A child of a scenario.
final class Child: Sendable {
    let id: ChildID
    let started = Promise<Result<Int32, StartFailure>>()
    let ended = Promise<(TerminationStatus, ResourceUsage, UInt64)>()

    init(_ id: ChildID) {
        self.id = id
    }

    var pid: Int32 {
        guard case .success(let pid)? = started.value() else { return 0 }
        return pid
    }
}

/// A value that comes later, once.
final class Promise<Value>: @unchecked Sendable {
    private let condition = NSCondition()
    private var values: [Value] = []

    func give(_ value: Value) {
        condition.lock()
        values.append(value)
        condition.broadcast()
        condition.unlock()
    }

    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return values.count
    }

    /// Waits for the value; nil after a long while.
    func value(_ seconds: Double = 30) -> Value? {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: seconds)
        while values.isEmpty {
            if !condition.wait(until: end) { return nil }
        }
        return values.first
    }
}

/// Returns the processes whose parent is this one and that are dead, except those of Foundation's.
func zombies() -> [Int32] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return entries.compactMap { Int32($0) }.filter { pid in
        guard let place = stat(of: pid) else { return false }
        return place.parent == getpid() && place.state == "Z"
    }
}

func stat(of pid: Int32) -> (state: Substring, parent: Int32, hasExecuted: Bool, birth: UInt64)? {
    guard let text = try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8) else { return nil }
    guard let end = text.lastIndex(of: ")") else { return nil }
    let fields = text[end...].split(separator: " ")
    // PF_FORKNOEXEC: it is a fork of another that has not executed a program of its own.
    let hasExecuted = (UInt32(fields[7]) ?? 0) & 0x40 == 0
    return (fields[1], Int32(fields[2]) ?? 0, hasExecuted, UInt64(fields[20]) ?? 0)
}

func lives(_ pid: Int32) -> Bool {
    guard let place = stat(of: pid) else { return false }
    return place.state != "Z"
}

/// Writes a line at once; the library's own would keep it back in a pipe.
func print(_ text: String) {
    let line = Array((text + "\n").utf8)
    _ = write(1, line, line.count)
}
