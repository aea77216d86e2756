/// How long a client may keep its place without a whole request, or without taking its answer.
public struct ControlLimits: Hashable, Sendable {
    /// While there are places left.
    public var silence: Duration = .seconds(5)
    /// While others wait.
    public var silenceWhenFull: Duration = .milliseconds(500)

    /// Creates the usual limits.
    public init() {}
}
