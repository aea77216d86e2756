import Glibc

/// A moment of the monotonic clock by which something must have happened.
public struct Deadline: Hashable, Sendable {
    private let moment: Duration?

    /// Creates a deadline that lies so far ahead; nil: none.
    public init(after limit: Duration?) {
        moment = limit.map { Self.now + min(max($0, .zero), .seconds(100 * 366 * 86_400)) }
    }

    /// Whether it has passed.
    public var hasPassed: Bool { moment.map { Self.now >= $0 } ?? false }

    /// How long it is until then, zero when it has passed; nil for ever.
    public var remaining: Duration? { moment.map { max($0 - Self.now, .zero) } }

    /// How long poll(2) may wait: rounded up, -1 for ever.
    var milliseconds: Int32 {
        guard let moment else { return -1 }
        let left = ((moment - Self.now) / .milliseconds(1)).rounded(.up)
        return Int32(min(max(left, 0), 86_400_000))
    }

    /// `ContinuousClock` would bring the whole of Concurrency along.
    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }
}
