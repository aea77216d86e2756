import Synchronization

/// The events of a role environment and who listens to them; there before anybody raises them.
final class RuntimeEvents: Sendable {
    let changing = EventHub<RoleEnvironmentChanging>()
    let changed = EventHub<RoleEnvironmentChanged>()
    let statusCheck = EventHub<RoleInstanceStatusCheck>()
    let stopping = EventHub<RoleEnvironmentStopping>()
    private let hasStopped = Atomic(false)

    /// How long the subscribers may think about a change.
    static let changingLimit = Duration.seconds(30)

    /// Raises `changing`, and waits until it is decided.
    ///
    /// - Returns: whether a subscriber cancels the change.
    func isCancelled(_ changes: [RoleEnvironmentChange], limit: Duration = RuntimeEvents.changingLimit) -> Bool {
        let decision = Decision()
        changing.raise(RoleEnvironmentChanging(changes, decision))
        // Whoever thinks longer does not object in time.
        return decision.wait(limit) && decision.isSet
    }

    /// Raises `statusCheck`, and waits for the answer; one that is late counts as far as it was given.
    func check(limit: Duration?) -> RoleInstanceStatus {
        let decision = Decision()
        statusCheck.raise(RoleInstanceStatusCheck(decision))
        _ = decision.wait(limit)
        return decision.isSet ? .busy : .ready
    }

    /// Raises `stopping` the first time that it is called, and waits until the subscribers have done what they do then.
    func stop(limit: Duration?) {
        guard !hasStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let decision = Decision()
        stopping.raise(RoleEnvironmentStopping(decision))
        _ = decision.wait(limit)
    }
}
