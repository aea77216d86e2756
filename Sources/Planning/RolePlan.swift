import Lifecycle
import RoleModel

/// What will happen: who runs, where, as which user, with which environment, by which rule, and what waits for what.
public struct RolePlan {
    /// The name of the role.
    public var roleName: String
    /// The instance id.
    public var instanceID: String
    /// The deployment id.
    public var deploymentID: String
    /// The folder of the role, absolute.
    public var roleRoot: String
    /// The startup tasks, in file order.
    public var tasks: [PlannedTask]
    /// The host; nil for a role without an entry point.
    public var host: PlannedHost?
    /// The plan of the machine.
    public var plan: Plan
    /// The environment that all processes share.
    public var sharedEnvironment: [PlannedVariable]
    /// What a person should know, each a sentence; not tied to a place in a file.
    public var notes: [String]
    /// Faults and oddities, in file order; with an error among them the role is not started.
    public var diagnostics: [Diagnostic]

    /// Makes a plan of what is written.
    ///
    /// Reads folders and the first bytes of programs through `fileSystem`; changes nothing. The same input always gives the
    /// same plan.
    public static func make(
        _ input: PlanningInput,
        fileSystem: any FileSystemView,
        accounts: any AccountDirectory
    ) -> RolePlan {
        var planner = Planner(input, fileSystem, accounts)
        return planner.plan()
    }

    /// Returns the transport of the runtime endpoint that a process is told of; nil: none.
    public func endpoint(of work: Work) -> RuntimeEndpointTransport? {
        switch work {
        case .host: host?.runtimeEndpoint
        case .task(let index): tasks.indices.contains(index) ? tasks[index].runtimeEndpoint : nil
        }
    }

    /// Whether nothing stands in the way of a start.
    public var isRunnable: Bool { !diagnostics.contains { $0.severity == .error } }
}
