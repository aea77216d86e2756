/// How often a condition that has to be asked for is asked for.
public struct ProbePacing: Hashable, Sendable {
    /// Time between the end of an attempt and the beginning of the next, at first; doubles each time.
    public var shortest: Duration
    /// What it does not grow beyond.
    public var longest: Duration
    /// How long an attempt may take.
    public var attemptLimit: Duration

    /// Creates a pacing.
    public init(shortest: Duration, longest: Duration, attemptLimit: Duration) {
        self.shortest = shortest
        self.longest = longest
        self.attemptLimit = attemptLimit
    }

    /// For `tcp`, `unix` and `http`: 20 ms, doubling to 250 ms; 2 s an attempt.
    public static let connections = ProbePacing(
        shortest: .milliseconds(20),
        longest: .milliseconds(250),
        attemptLimit: .seconds(2)
    )
    /// For `exec`: 50 ms, doubling to 1 s; 10 s an attempt.
    public static let commands = ProbePacing(
        shortest: .milliseconds(50),
        longest: .seconds(1),
        attemptLimit: .seconds(10)
    )
}
