internal import RuntimeClient
internal import RuntimeProtocol
import Synchronization

/// The role environment of a process that has `WaRuntimeEndpoint`: a client of protocol 2011-03-08.
///
/// A thread of its own follows the goal state and raises the events. It sleeps unless something comes, or somebody
/// listens to `statusCheck`.
final class EndpointRuntime: RuntimeBackend {
    struct State {
        var goalState: GoalState
        var snapshot: EnvironmentSnapshot
    }

    let connection: RuntimeConnection
    let events: RuntimeEvents
    let checkInterval: Duration
    let reporter: StatusReporter
    let bell = WakePipe()
    let state = Mutex<State?>(nil)
    private let beginning = Mutex(())
    private let hasEnded = Atomic(false)

    init(_ connection: RuntimeConnection, _ events: RuntimeEvents, checkInterval: Duration = .seconds(15)) {
        self.connection = connection
        self.events = events
        self.checkInterval = checkInterval
        reporter = StatusReporter(connection)
    }

    /// Whether the thread is to end.
    var isAtEnd: Bool { hasEnded.load(ordering: .acquiring) }

    /// Lets the thread end.
    func end() {
        hasEnded.store(true, ordering: .releasing)
        bell.ring()
    }

    func snapshot() throws(RoleEnvironmentError) -> EnvironmentSnapshot { try current().snapshot }

    func setting(_ name: String) throws(RoleEnvironmentError) -> String { try snapshot().setting(name) }

    func localResource(_ name: String) throws(RoleEnvironmentError) -> LocalResource {
        try snapshot().localResource(name)
    }

    func requestRecycle() throws(RoleEnvironmentError) { try report { $0.final = $0.final ?? .recycle } }

    func setStatus(_ status: RoleInstanceStatus, until expiration: RuntimeInstant) throws(RoleEnvironmentError) {
        try report { $0.declared = StatusClaims.Claim(status: status.reported, expiration: expiration) }
    }

    func clearStatus() throws(RoleEnvironmentError) { try report { $0.declared = nil } }

    func reportStopped() throws(RoleEnvironmentError) { try report { $0.final = .stopped } }

    func listen() throws(RoleEnvironmentError) {
        _ = try current()
        bell.ring()
    }

    private func report(_ change: (inout StatusClaims) -> Void) throws(RoleEnvironmentError) {
        let goalState = try current().goalState
        do { try reporter.update(in: goalState, change) } catch { throw .notReported(error.description) }
    }

    /// Returns what is in force; connects when that has not happened yet.
    private func current() throws(RoleEnvironmentError) -> State {
        if let state = state.withLock({ $0 }) { return state }
        return try beginning.withLock { _ throws(RoleEnvironmentError) in
            if let state = state.withLock({ $0 }) { return state }
            do throws(RuntimeClientFailure) { return try begin() } catch { throw .notAvailable(error.description) }
        }
    }

    private func begin() throws(RuntimeClientFailure) -> State {
        let goalStates = try connection.goalStates()
        let goalState = try goalStates.first()
        let first = State(
            goalState: goalState,
            snapshot: EnvironmentSnapshot(try connection.environment(of: goalState))
        )
        state.withLock { $0 = first }
        // Without a thread there are no events; everything else works.
        if !PlainThread.start({ self.follow(goalStates) }) { Complaint.write("cannot start a thread for the events") }
        return first
    }
}

extension RoleInstanceStatus {
    fileprivate var reported: ReportedStatus {
        switch self {
        case .ready: .started
        case .busy: .busy
        }
    }
}
