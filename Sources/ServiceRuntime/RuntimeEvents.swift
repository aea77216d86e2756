import Synchronization

/// The events of a role environment and who listens to them; there before anybody raises them.
final class RuntimeEvents: Sendable {
    let changing = EventHub<RoleEnvironmentChanging>()
    let changed = EventHub<RoleEnvironmentChanged>()
    let statusCheck = EventHub<RoleInstanceStatusCheck>()
    let stopping = EventHub<RoleEnvironmentStopping>()
    private let beginning = Mutex<Decision?>(nil)
    private let life = Mutex<(@Sendable (RoleEnvironmentStopping) -> Void)?>(nil)

    /// How long a signal waits for the subscribers of `stopping` that the bootstrapper has told already.
    static let stoppingLimit = Duration.seconds(5)
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
    /// First the subscribers do what they do then, after that the role ends its work. Whoever comes second, a signal
    /// beside the bootstrapper's word, waits for the subscribers too: the role must not end its work before them.
    func stop() {
        let (heard, isFirst) = beginning.withLock { beginning in
            if let beginning { return (beginning, false) }
            let decision = Decision()
            beginning = decision
            return (decision, true)
        }
        guard isFirst else { return _ = heard.wait(Self.stoppingLimit) }
        stopping.raise(RoleEnvironmentStopping(heard))
        _ = heard.wait(nil)
        guard let life = life.withLock({ $0 }) else { return }
        let ended = Decision()
        life(RoleEnvironmentStopping(ended))
        _ = ended.wait(nil)
    }
}
