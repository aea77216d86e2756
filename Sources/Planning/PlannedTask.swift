import Lifecycle
import RoleModel

/// A startup task and everything that is needed to run it.
public struct PlannedTask: Hashable, Sendable {
    /// Its place in the file, from 1.
    public var number: Int
    /// What the machine needs to know: name, type, timeouts, its part in a `/blockStartup` pair.
    public var schedule: Plan.Task
    /// The rights that the model gives it.
    public var context: ExecutionContext
    /// The plugin that it came from; nil for a user's task.
    public var moduleName: String?
    /// The command line, as written.
    public var commandLine: String
    /// The command as Azure's log shows it: role root, folder and command line, joined without a change.
    public var loggedCommand: String
    /// What is executed; nil when nothing is (a native block), or when it can not be (a diagnostic says why).
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
    /// The channel of its `/blockStartup` pair, when the program itself waits; the variable `WaBlockStartupChannel`.
    public var blockChannel: String?
    /// Which transport of the runtime endpoint it is told of; nil: none.
    public var runtimeEndpoint: RuntimeEndpointTransport?
    /// The signal that asks it to end.
    public var stopSignal: Int32
    /// Where the task stands in its file.
    public var location: FileLocation

    /// How messages call it.
    public var name: String { schedule.name }
    /// Whether it is waited for.
    public var type: TaskType { schedule.type }
    /// Its part in a `/blockStartup` pair.
    public var block: Plan.Block? { schedule.block }
}
