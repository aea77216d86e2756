import Dispatch
import Lifecycle

/// Timers of the machine, monotonic, on the shared queue; none armed, no wake-up.
public final class Timers {
    private let queue: DispatchQueue
    private var armed: [TimerID: any DispatchSourceTimer] = [:]

    /// Creates timers whose handlers are called on the queue.
    public init(queue: DispatchQueue) {
        self.queue = queue
    }

    /// Starts a timer; the handler is called once, unless it is cancelled before.
    public func start(_ id: TimerID, _ duration: Duration, handler: @escaping () -> Void) {
        let source = DispatchSource.makeTimerSource(queue: queue)
        let nanoseconds = max(0, min(duration / .nanoseconds(1), 9e18))
        source.schedule(deadline: .now() + .nanoseconds(Int(nanoseconds)))
        source.setEventHandler { [weak self] in
            self?.armed.removeValue(forKey: id)?.cancel()
            handler()
        }
        armed[id] = source
        source.activate()
    }

    /// Forgets a timer.
    public func cancel(_ id: TimerID) {
        armed.removeValue(forKey: id)?.cancel()
    }
}
