import Synchronization

/// The events of a role environment and who listens to them; there before anybody raises them.
final class RuntimeEvents: Sendable {
    let changing = EventHub<RoleEnvironmentChanging>()
    let changed = EventHub<RoleEnvironmentChanged>()
    let statusCheck = EventHub<RoleInstanceStatusCheck>()
    let stopping = EventHub<RoleEnvironmentStopping>()
    private let hasStopped = Atomic(false)
    private let life = Mutex<(@Sendable (RoleEnvironmentStopping) -> Void)?>(nil)

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

    /// Sets who ends the role's work when all subscribers of `stopping` have done theirs.
    func setLife(_ life: @escaping @Sendable (RoleEnvironmentStopping) -> Void) { self.life.withLock { $0 = life } }

    /// Raises `stopping` the first time that it is called, and waits for what follows.
    ///
    /// First the subscribers do what they do then, after that the role ends its work.
    func stop() {
        guard !hasStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        let heard = Decision()
        stopping.raise(RoleEnvironmentStopping(heard))
        _ = heard.wait(nil)
        guard let life = life.withLock({ $0 }) else { return }
        let ended = Decision()
        life(RoleEnvironmentStopping(ended))
        _ = ended.wait(nil)
    }
}
