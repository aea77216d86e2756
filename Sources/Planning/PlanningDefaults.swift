import Lifecycle

/// What holds where neither the model nor an option says otherwise.
public struct PlanningDefaults: Hashable, Sendable {
    /// From the stop signal to SIGKILL, for background tasks and the host.
    public var stopTimeout: Duration = .seconds(30)
    /// How long readiness is waited for.
    public var readinessTimeout: Duration = .seconds(300)
    /// How long Stopping and OnStop may take.
    public var onStopTimeout: Duration = .seconds(300)
    /// From leaving rotation to the beginning of a stop that was asked for.
    public var drain: Duration = .zero
    /// Time between two StatusChecks.
    public var statusCheckInterval: Duration = .seconds(15)
    /// Whether the same process begins a new incarnation.
    public var recycle: RecyclePolicy = .never

    /// Creates the defaults of behaviour C and E.
    public init() {}
}
