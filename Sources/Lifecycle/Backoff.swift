/// A delay that doubles with each use up to a limit and is forgotten after a good while.
public struct Backoff: Hashable, Sendable {
    /// The first delay.
    public var first: Duration
    /// The longest delay.
    public var limit: Duration
    /// How long things must have gone well for the next delay to be the first one again.
    public var forgottenAfter: Duration

    /// Creates a series of delays.
    public init(first: Duration, limit: Duration, forgottenAfter: Duration) {
        self.first = first
        self.limit = limit
        self.forgottenAfter = forgottenAfter
    }

    /// Returns the delay that follows `delay`; never traps, whatever the plan says.
    func following(_ delay: Duration) -> Duration {
        delay >= limit / 2 ? max(limit, first) : delay + delay
    }
}
