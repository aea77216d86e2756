import RoleModel
import RuntimeProtocol

/// A client of the runtime endpoint, protocol 2011-03-08: asks for the goal state and the role environment, reports.
///
/// It has no state but its names: every call opens what it needs, waits for at most `limit`, and closes it again. It is
/// small on purpose (Glibc only), and it waits, so it is never called on a queue that others need.
public struct RuntimeConnection: Hashable, Sendable {
    /// The variable that names the endpoint.
    public static let variable = "WaRuntimeEndpoint"

    /// Where the version endpoint is: a Unix socket, a FIFO, or a plain file.
    public let endpoint: String
    /// What reports are signed with; the server keeps one lease for each.
    public let clientID: String
    /// How long each exchange may take.
    public let limit: Duration

    /// Creates a client of an endpoint.
    public init(endpoint: String, clientID: String = ClientIdentity.ofThisProcess, limit: Duration = .seconds(5)) {
        self.endpoint = endpoint
        self.clientID = clientID
        self.limit = limit
    }

    /// Creates a client of the endpoint that an environment names.
    ///
    /// - Throws: `notInRole` when it names none.
    public init(
        environment: [String: String],
        clientID: String = ClientIdentity.ofThisProcess,
        limit: Duration = .seconds(5)
    ) throws(RuntimeClientFailure) {
        guard let endpoint = environment[Self.variable], !endpoint.isEmpty else { throw .notInRole }
        self.init(endpoint: endpoint, clientID: clientID, limit: limit)
    }

    /// Returns what the server wants now; asks for the version first, as all clients do.
    public func currentGoalState() throws(RuntimeClientFailure) -> GoalState {
        try goalStates().first()
    }

    /// Opens the goal state and keeps it open, to hear of every change.
    public func goalStates() throws(RuntimeClientFailure) -> GoalStateStream {
        let file = EndpointFile(part: .goalState, path: try goalStatePath(), limit: limit)
        return GoalStateStream(file, try file.openToRead())
    }

    /// Reads the role environment file that a goal state names.
    public func environment(of goalState: GoalState) throws(RuntimeClientFailure) -> RoleEnvironmentDocument {
        let path = goalState.roleEnvironmentPath
        guard !path.isEmpty else {
            throw .malformed(.goalState, endpoint, "it names no role environment file")
        }
        let bytes = try EndpointFile(part: .roleEnvironment, path: path, limit: limit).readAll(atMost: 8 << 20)
        do { return try RoleEnvironmentDocument(xml: bytes) } catch {
            throw .malformed(.roleEnvironment, path, error.description)
        }
    }

    /// Reports a status, which holds until it expires, is released or reported anew.
    ///
    /// - Parameters:
    ///   - status: what to report; "Ready" is `started`.
    ///   - expiration: until when it holds.
    ///   - goalState: what this process goes by; its incarnation is thereby accepted.
    /// - Throws: why the server can not have read it.
    public func report(
        _ status: ReportedStatus,
        until expiration: RuntimeInstant = .forever,
        in goalState: GoalState
    ) throws(RuntimeClientFailure) {
        let lease = StatusLease(
            incarnation: goalState.incarnation,
            status: status,
            detail: status.rawValue,
            expiration: expiration
        )
        try send(.acquire(lease), in: goalState)
    }

    /// Takes the reported status back: the server goes by its own idea again.
    public func release(in goalState: GoalState) throws(RuntimeClientFailure) {
        try send(.release, in: goalState)
    }

    private func send(_ change: StatusLeaseReport.Change, in goalState: GoalState) throws(RuntimeClientFailure) {
        let path = goalState.currentStateEndpoint
        guard !path.isEmpty else {
            throw .malformed(.goalState, endpoint, "it names no current-state endpoint")
        }
        let report = StatusLeaseReport(clientID: clientID, change: change)
        try EndpointFile(part: .currentState, path: path, limit: limit).write(report.xml())
    }

    private func goalStatePath() throws(RuntimeClientFailure) -> String {
        let file = EndpointFile(part: .version, path: endpoint, limit: limit)
        let bytes = try file.readAll(atMost: DiscoveryDocument.mostBytes)
        guard !bytes.isEmpty else { throw .closed(.version, endpoint) }
        let document: DiscoveryDocument
        do { document = try DiscoveryDocument(xml: bytes) } catch {
            throw .malformed(.version, endpoint, error.description)
        }
        guard let path = document.goalStatePath, !path.isEmpty else {
            throw .versionNotSupported(endpoint, listed: document.endpoints.map(\.version))
        }
        return path
    }
}
