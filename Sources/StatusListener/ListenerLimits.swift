/// How much, and how long, clients may keep of the listener.
public struct ListenerLimits: Hashable, Sendable {
    /// How many clients are served at the same time; others wait in the kernel's queue.
    public var clients = 64
    /// How many of them may follow events.
    public var streams = 16
    /// How long the head of a request may take, from its first byte.
    public var head: Duration = .seconds(5)
    /// How long a connection is kept between requests.
    public var idle: Duration = .seconds(75)
    /// How long a client may take no byte of its answer.
    public var answer: Duration = .seconds(10)
    /// The same three, while others wait for a place.
    public var whenFull: Duration = .milliseconds(500)
    /// The time between two looks at the logs, while somebody follows events.
    public var beat: Duration = .seconds(1)
    /// The time between two events, at least; more changes become one event.
    public var calm: Duration = .milliseconds(100)
    /// The same, when the instance has become Ready or Busy.
    public var haste: Duration = .milliseconds(2)

    /// Creates the usual limits.
    public init() {}
}
