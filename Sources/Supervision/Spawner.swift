import Foundation

/// The one thread that starts processes; it never ends.
///
/// The kernel counts a child as the child of the *thread* that made it: when that thread ends, the children get their
/// parent-death signal. In the bootstrapper the spawner is the main thread; a test gives it a thread of its own.
public final class Spawner: @unchecked Sendable {
    private let condition = NSCondition()
    private var jobs: [@Sendable () -> Void] = []

    /// Creates a spawner whose thread is still to come: the one that calls `run`.
    public init() {}

    /// Makes the calling thread the spawner.
    public func run() -> Never {
        while true { next()() }
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
