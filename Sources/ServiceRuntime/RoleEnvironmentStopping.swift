/// The instance has left rotation and is about to stop; ``RoleEntryPoint/onStop()`` follows.
///
/// A program that has no ``RoleEntryPoint`` is reported as Stopped when the last subscriber has let go of the event, and
/// is then ended.
public final class RoleEnvironmentStopping: Sendable {
    private let decision: Decision

    init(_ decision: Decision) { self.decision = decision }

    deinit { decision.settle() }
}
