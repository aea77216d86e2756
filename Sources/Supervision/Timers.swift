import Dispatch
import EventSources
import Lifecycle

/// The machine's timers: each fires once, on the shared queue.
///
/// Monotonic; none means no wake-up.
public final class Timers: @unchecked Sendable {
    private let queue: DispatchQueue
    private var sources: [TimerID: any DispatchSourceTimer] = [:]
    private var moments: [TimerID: (due: ContinuousClock.Instant, handler: () -> Void)] = [:]

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
        moments[id] = (.now + min(after, Self.longest), handler)
        sources[id] = queue.timer(after) { [weak self] in
            self?.sources[id] = nil
            self?.moments[id] = nil
            handler()
        }
    }

    /// Has a timer fire not before this time from now; one that fires later, or is not there, stays as it is.
    public func extend(_ id: TimerID, _ time: Duration) {
        guard let moment = moments[id], .now + min(time, Self.longest) > moment.due else { return }
        start(id, time, handler: moment.handler)
    }

    private static let longest = Duration.seconds(3_153_600_000)

    /// Forgets a timer; one that is not there is nothing to forget.
    public func cancel(_ id: TimerID) {
        moments[id] = nil
        sources.removeValue(forKey: id)?.cancel()
    }
}
