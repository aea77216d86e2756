/// The configuration is about to change.
///
/// The change is accepted when the last subscriber has let go of the event without having cancelled it: a handler by
/// returning, the consumer of ``RoleEnvironment/changing`` by going on to the next event. After 30 seconds it counts as
/// accepted.
public final class RoleEnvironmentChanging: Sendable {
    /// What will be different.
    public let changes: [RoleEnvironmentChange]
    private let decision: Decision

    init(_ changes: [RoleEnvironmentChange], _ decision: Decision) {
        self.changes = changes
        self.decision = decision
    }

    deinit { decision.settle() }

    /// Does not accept the change while the role runs: the instance stops in order and comes back with it.
    ///
    /// Azure's `Cancel = true`. One subscriber is enough.
    public func cancel() { decision.set() }
}
