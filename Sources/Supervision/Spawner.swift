import Foundation

/// The one thread that starts processes; it never ends.
///
/// The kernel counts a child as the child of the *thread* that made it: when that thread ends, the children get their
/// parent-death signal. In the bootstrapper the spawner is the main thread; a test gives it a thread of its own.
public final class Spawner: @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [@Sendable () -> Void] = []

    /// Creates a spawner whose thread is still to come: `run` or `startThread`.
    public init() {}

    /// Makes the calling thread the spawner.
    public func run() -> Never {
        while true { next()() }
    }

    /// Starts a thread that is the spawner.
    public func startThread() {
        let thread = Thread { self.run() }
        thread.name = "spawner"
        thread.start()
    }

    /// Has the spawner do something, after what it was given before.
    ///
    /// Any thread may call it.
    public func submit(_ job: @escaping @Sendable () -> Void) {
        condition.lock()
        jobs.append(job)
        condition.signal()
        condition.unlock()
    }

    private func next() -> @Sendable () -> Void {
        condition.lock()
        defer { condition.unlock() }
        while jobs.isEmpty { condition.wait() }
        return jobs.removeFirst()
    }
}
