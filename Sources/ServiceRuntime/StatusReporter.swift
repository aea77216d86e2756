internal import RuntimeClient
internal import RuntimeProtocol
import Synchronization

/// Keeps the one lease of this process at the server as its claims are.
///
/// Waits for the server; reports never overtake each other.
final class StatusReporter: Sendable {
    private struct Reports {
        var claims = StatusClaims()
        /// What the server knows of; nil: nothing, or it has been released.
        var known: StatusClaims.Claim?
    }

    private let connection: RuntimeConnection
    private let reports = Mutex(Reports())

    init(_ connection: RuntimeConnection) { self.connection = connection }

    /// Changes the claims and reports what comes of it, if that is news.
    func update(
        in goalState: GoalState,
        _ change: (inout StatusClaims) -> Void
    ) throws(RuntimeClientFailure) {
        try publish(in: goalState, always: false, change)
    }

    /// Reports once more, if anything holds: this accepts the goal state (§5.2).
    ///
    /// Says nothing if nothing was set.
    func accept(_ goalState: GoalState) throws(RuntimeClientFailure) {
        try publish(in: goalState, always: true) { _ in }
    }

    private func publish(
        in goalState: GoalState,
        always: Bool,
        _ change: (inout StatusClaims) -> Void
    ) throws(RuntimeClientFailure) {
        try reports.withLock { (reports) throws(RuntimeClientFailure) in
            change(&reports.claims)
            let effective = reports.claims.effective(at: .fromSystemClock())
            guard always || effective != reports.known else { return }
            if let effective {
                try connection.report(effective.status, until: effective.expiration, in: goalState)
            } else if reports.known != nil {
                try connection.release(in: goalState)
            }
            reports.known = effective
        }
    }
}
