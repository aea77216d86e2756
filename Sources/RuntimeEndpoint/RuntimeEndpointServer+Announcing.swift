import RoleModel
import RuntimeProtocol

extension RuntimeEndpointServer {
    /// Announces a role environment as a new incarnation: first the file, then the goal state, to all clients.
    ///
    /// Numbers begin at 1000 (`GoalState.firstIncarnation`). `onAnswered` follows: at once when no client holds a lease.
    ///
    /// - Parameters:
    ///   - environment: what clients read from now on.
    ///   - deadline: what clients are told; none of the known ones looks at it.
    /// - Returns: the incarnation.
    /// - Throws: when the file can not be written: nothing is announced then, and the old file is still there.
    @discardableResult
    public func announce(
        _ environment: RoleEnvironmentDocument,
        deadline: RuntimeInstant = .forever
    ) throws(RuntimeEndpointFailure) -> UInt64 {
        let content = environment.xml()
        guard !content.isEmpty else {
            throw RuntimeEndpointFailure("cannot announce the role environment: it can not be written as XML")
        }
        try environmentFile.replace(with: content)
        return announce(.started, deadline)
    }

    /// Announces that the role should stop; clients raise `stopping` and answer with `onStopped`.
    ///
    /// - Parameter deadline: what clients are told; none of the known ones looks at it.
    /// - Returns: the incarnation.
    @discardableResult
    public func announceStop(deadline: RuntimeInstant = .forever) -> UInt64 {
        announce(.stopped, deadline)
    }

    /// The clients with a lease that have not answered what was announced last.
    public var clientsAwaited: [String] {
        goalState.map { leases.clients(awaiting: $0.incarnation) } ?? []
    }

    private func announce(_ expected: ExpectedState, _ deadline: RuntimeInstant) -> UInt64 {
        let state = GoalState(
            incarnation: goalState.map { $0.incarnation &+ 1 } ?? GoalState.firstIncarnation,
            expectedState: expected,
            roleEnvironmentPath: environmentFile.path,
            currentStateEndpoint: "",
            deadline: deadline
        )
        goalState = state
        unanswered = state.incarnation
        sockets?.audience.announce(state)
        for fifo in fifos { fifo.audience.announce(state) }
        queue.async { [weak self] in self?.tellAnswered() }
        return state.incarnation
    }

    /// Tells once that nobody has still to answer.
    func tellAnswered() {
        guard !isClosed, let incarnation = unanswered, clientsAwaited.isEmpty else { return }
        unanswered = nil
        onAnswered?(incarnation)
    }
}
