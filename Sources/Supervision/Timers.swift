import Dispatch
import Lifecycle

/// The machine's timers: each fires once, on the shared queue.
///
/// Monotonic; none means no wake-up.
public final class Timers: @unchecked Sendable {
    private let queue: DispatchQueue
    private var sources: [TimerID: any DispatchSourceTimer] = [:]

    /// Creates an object without timers; its methods are called on the queue.
    public init(queue: DispatchQueue) {
        self.queue = queue
    }

    /// How many timers have been started and have neither fired nor been cancelled.
    public var count: Int { sources.count }

    /// Starts a timer; the handler is called when the time has passed, unless it is cancelled before.
    ///
    /// A time that is not above zero fires as soon as the queue is free; one above a hundred years counts as that.
    public func start(_ id: TimerID, _ after: Duration, handler: @escaping () -> Void) {
        sources[id]?.cancel()
        sources[id] = queue.timer(after) { [weak self] in
            self?.sources[id] = nil
            handler()
        }
    }

    /// Forgets a timer; one that is not there is nothing to forget.
    public func cancel(_ id: TimerID) {
        sources.removeValue(forKey: id)?.cancel()
    }
}
