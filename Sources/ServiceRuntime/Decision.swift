import Dispatch
import Synchronization

/// What the subscribers of one event come to; settled when the last of them has let go of the event.
///
/// Nobody can say anything any more then, whether a handler has returned or the consumer of a stream has gone on.
final class Decision: Sendable {
    private let verdict = Atomic(false)
    private let settled = DispatchSemaphore(value: 0)

    /// Whether one of them has said it: cancelled, or Busy.
    var isSet: Bool { verdict.load(ordering: .acquiring) }

    func set() { verdict.store(true, ordering: .releasing) }

    /// The event has gone.
    func settle() { settled.signal() }

    /// Waits until it is settled; nil: for as long as it takes.
    ///
    /// Several may wait. Not for asynchronous code.
    ///
    /// - Returns: whether it is settled.
    func wait(_ limit: Duration?) -> Bool {
        let nanoseconds = limit.map { Int(min(max($0 / .nanoseconds(1), 0), 9e17)) }
        let end = nanoseconds.map { DispatchTime.now() + .nanoseconds($0) } ?? .distantFuture
        guard settled.wait(timeout: end) == .success else { return false }
        // The next one who waits goes through, too.
        settled.signal()
        return true
    }
}
