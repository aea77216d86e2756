import Lifecycle
import RoleModel

/// The host process and everything that is needed to run it.
public struct PlannedHost: Hashable, Sendable {
    /// What the host's work is.
    public enum Work: Hashable, Sendable {
        /// A program, executed without a process between (D2).
        case program
        /// A role library at this path, loaded by a resident host (D3).
        case library(String)
    }

    /// Which of Azure's hosts it stands for.
    public var kind: HostKind
    /// What its work is.
    public var work: Work
    /// What the machine needs to know: name, when it is Ready, timeouts.
    public var schedule: Plan.Host
    /// The rights that the model gives it.
    public var context: ExecutionContext
    /// The command line or the name of the library, as written.
    public var written: String
    /// What is executed; nil when it can not be (a diagnostic says why).
    public var command: ResolvedCommand?
    /// The working directory, absolute.
    public var workingDirectory: String
    /// The environment, in order.
    public var environment: [PlannedVariable]
    /// Names of variables that the edge adds at launch, such as `NOTIFY_SOCKET`.
    public var setAtLaunch: [String]
    /// As whom it runs.
    public var credentials: PlannedCredentials
    /// How its readiness is found out; nil when it declares none.
    public var readiness: PlannedReadiness?
    /// How a StatusCheck asks it; nil: it is Ready while it lives (D6).
    public var statusCheck: PlannedReadiness?
    /// Which transport of the runtime endpoint it is told of; nil: none.
    public var runtimeEndpoint: RuntimeEndpointTransport?
    /// The signal that asks it to end.
    public var stopSignal: Int32
    /// Where its entry point stands in its file.
    public var location: FileLocation
}
