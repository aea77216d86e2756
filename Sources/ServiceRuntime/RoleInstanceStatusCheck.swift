/// The instance is asked whether it takes work; the answer is given when the last subscriber has let go of the event.
///
/// In a role library the bootstrapper asks, every 15 seconds. In a program this library asks, at the same interval and
/// only if somebody listens, and reports Busy as a lease that lasts until the next check.
public final class RoleInstanceStatusCheck: Sendable {
    private let decision: Decision

    init(_ decision: Decision) { self.decision = decision }

    deinit { decision.settle() }

    /// What the answer is so far.
    public var status: RoleInstanceStatus { decision.isSet ? .busy : .ready }

    /// Makes the instance Busy, out of rotation, until the next check.
    ///
    /// Whoever wants to stay Busy calls it at every check.
    public func setBusy() { decision.set() }
}
