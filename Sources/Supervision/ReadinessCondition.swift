/// How one learns that a child is ready, or is well (behaviour C5).
public enum ReadinessCondition: Sendable {
    /// It says so on `NOTIFY_SOCKET`.
    case notify
    /// It writes a byte to `READY_FD`.
    case fd
    /// A TCP connection is accepted. The host is an address, `localhost`, or a name in /etc/hosts: a name that must be
    /// asked for elsewhere would hold up everything else.
    case tcp(host: String, port: UInt16)
    /// A connection is accepted on a Unix socket.
    case unix(path: String)
    /// `GET` over plain HTTP is answered with 2xx or 3xx.
    case http(host: String, port: UInt16, target: String)
    /// A file is there.
    case file(path: String)
    /// A command ends with 0. Its output is thrown away; the order must not name descriptors.
    case exec(LaunchOrder)
}

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
