/// One change of the configuration, from its announcement until everybody has it or somebody does not want it (E4).
///
/// A pure value like the machine: facts in, orders out, the same ones for the same facts. Processes are none of its
/// business: whoever cancels is recycled by the machine.
public struct ConfigurationChange: Hashable, Sendable {
    /// A fact.
    public enum Event: Hashable, Sendable {
        /// A client with a lease has written it again with this incarnation.
        case accepted(client: String, incarnation: UInt64)
        /// A client has answered this incarnation with Recycle.
        case cancelled(client: String, incarnation: UInt64)
        /// A client's lease has ended: nothing more is to be expected of it.
        case left(client: String)
        /// The resident host has answered Changing.
        case hostAnswered(accepts: Bool)
        /// The resident host has come back from Changed.
        case hostChanged
        /// The resident host has ended, or its channel has.
        case hostLost
        /// The time for answers is over.
        case deadlinePassed
    }

    /// An order.
    public enum Effect: Hashable, Sendable {
        /// Put the new role environment in its place, then announce the incarnation.
        case announce(UInt64)
        /// Raise Changing on the resident host; answered by `hostAnswered`.
        case raiseChanging
        /// Raise Changed on it; answered by `hostChanged`.
        case raiseChanged
        /// Begin to count the time for answers.
        case startDeadline
        /// Forget it.
        case cancelDeadline
        /// It is over. The last order.
        case end(Outcome)
    }

    /// How it ended.
    public enum Outcome: Hashable, Sendable {
        /// Everybody who can answer has accepted.
        case accepted
        /// The time was over first: these have not answered, and are taken to have accepted.
        case unanswered(clients: [String], host: Bool)
        /// Somebody does not want it while he runs: he gets it by a recycle.
        case cancelled(Canceller)
    }

    /// Who has cancelled.
    public enum Canceller: Hashable, Sendable {
        /// The resident host, in Changing.
        case host
        /// A client of the runtime endpoint.
        case client(String)
    }

    private enum Host: Hashable {
        case absent
        case asked
        case told
        case answered
    }

    /// The incarnation that is announced.
    public let incarnation: UInt64
    /// Clients with a lease that have not answered.
    public private(set) var waiting: Set<String>
    /// Whether it is over.
    public private(set) var isOver = false
    private var host: Host
    private var orders: [Effect] = []

    /// Creates a change that has not begun.
    ///
    /// - Parameters:
    ///   - incarnation: higher than every one before.
    ///   - clients: those that hold a lease; all others answer nothing, and nothing is waited for.
    ///   - hasHost: whether a resident host hears of it.
    public init(incarnation: UInt64, clients: Set<String>, hasHost: Bool) {
        self.incarnation = incarnation
        waiting = clients
        host = hasHost ? .asked : .absent
    }

    /// Whether the host's answer is waited for.
    public var isHostAwaited: Bool { !isOver && (host == .asked || host == .told) }

    /// Announces it; returns what is to be done, in order.
    public mutating func begin() -> [Effect] {
        order(.announce(incarnation))
        if host == .asked { order(.raiseChanging) }
        order(.startDeadline)
        endIfAnswered()
        return takeOrders()
    }

    /// Takes a fact and returns what is to be done, in order; nothing once it is over.
    public mutating func handle(_ event: Event) -> [Effect] {
        guard !isOver else { return [] }
        switch event {
        case .accepted(let client, let incarnation):
            // A client that is late with an earlier one has not seen this one.
            if incarnation >= self.incarnation { waiting.remove(client) }
        case .cancelled(let client, let incarnation):
            if incarnation >= self.incarnation { end(.cancelled(.client(client))) }
        case .left(let client):
            waiting.remove(client)
        case .hostAnswered(let accepts):
            hostAnswered(accepts)
        case .hostChanged:
            if host == .told { host = .answered }
        case .hostLost:
            host = .absent
        case .deadlinePassed:
            deadlinePassed()
        }
        endIfAnswered()
        return takeOrders()
    }

    private mutating func hostAnswered(_ accepts: Bool) {
        guard host == .asked else { return }
        host = accepts ? .told : .answered
        if accepts { order(.raiseChanged) } else { end(.cancelled(.host)) }
    }

    private mutating func deadlinePassed() {
        let isHostAwaited = isHostAwaited
        isOver = true
        // It gets the new values whatever it does.
        if host == .asked { order(.raiseChanged) }
        order(.end(.unanswered(clients: waiting.sorted(), host: isHostAwaited)))
    }

    private mutating func endIfAnswered() {
        if !isOver, waiting.isEmpty, !isHostAwaited { end(.accepted) }
    }

    private mutating func end(_ outcome: Outcome) {
        isOver = true
        order(.cancelDeadline)
        order(.end(outcome))
    }

    private mutating func order(_ effect: Effect) { orders.append(effect) }

    private mutating func takeOrders() -> [Effect] {
        defer { orders = [] }
        return orders
    }
}
