import Lifecycle
import Planning
import RoleModel

/// What whoever runs a role for somebody must know of it: a cluster, an engine, systemd.
public struct ExportedRole: Hashable, Sendable {
    /// A port that others reach.
    public struct Port: Hashable, Sendable {
        /// The endpoint's name as a DNS label, at most 15 characters.
        public var name: String
        /// Where the instance listens.
        public var number: UInt16
        /// The port that the load balancer offers; the same when the endpoint is internal.
        public var published: UInt16
        /// Whether it is UDP.
        public var isUDP: Bool
        /// Whether it is for the other instances of the service only.
        public var isInternal: Bool
    }

    /// A variable that tells the bootstrapper something.
    public struct Setting: Hashable, Sendable {
        /// Its name, `WAHOST_STOP_TIMEOUT` for instance.
        public var variable: String
        /// Its value.
        public var value: String

        /// Creates a setting.
        public init(variable: String, value: String) {
            self.variable = variable
            self.value = value
        }
    }

    /// The role's name as a DNS label.
    public var name: String
    /// The role's name, as written.
    public var roleName: String
    /// The folder of the role where it will run.
    public var roleRoot: String
    /// The image that holds bootstrapper and role.
    public var image: String
    /// The program.
    public var program: String
    /// How many instances the configuration asks for, at least 1.
    public var instances: Int
    /// Where others reach it.
    public var ports: [Port]
    /// The port of readiness and metrics.
    public var readinessPort: UInt16
    /// How long a start may take, in seconds; nil: nothing limits it.
    public var startLimit: Int?
    /// How long an orderly stop may take, in seconds; nil: foreground tasks are waited for without a limit.
    public var stopLimit: Int?
    /// Whether something in it runs with the rights of the bootstrapper's own user.
    public var isElevated: Bool
    /// What its local resources may hold together, in MB.
    public var storageInMB: Int
    /// The text of its `.cscfg`; nil when it has none.
    public var configuration: String?
    /// How many seconds it serves on, out of rotation, once it has been asked to stop; `stopLimit` has them in it.
    public var drain: Int = 0
    /// What the bootstrapper is told beside that, so that it runs as it was planned.
    public var settings: [Setting] = []
}

extension ExportedRole {
    /// What is not in the model.
    public struct Options: Hashable, Sendable {
        /// The image; nil: the role's name, `latest`.
        public var image: String?
        /// The folder of the role where it will run; nil: `/role` in an image, the folder itself for systemd.
        public var roleRoot: String?
        /// The program; nil: `/usr/local/bin/wahostbootstrapper`.
        public var program: String?
        /// The port of readiness and metrics.
        public var readinessPort: UInt16 = 8780
        /// How many seconds a role with endpoints serves on before it stops, beside what its plan says.
        public var drain: Int = 0

        /// Creates options with every default.
        public init() {}
    }

    /// Makes it of what is planned.
    ///
    /// - Parameters:
    ///   - plan: the role, read and planned.
    ///   - definition: its role in the definition, for the endpoints' ports; nil when there is none.
    ///   - document: its role environment, for local resources.
    ///   - instances: how many the configuration asks for; nil when it does not say.
    ///   - configuration: the text of the `.cscfg`.
    ///   - options: what is not in the model.
    public init(
        plan: RolePlan,
        definition: RoleDefinition?,
        document: RoleEnvironmentDocument,
        instances: Int?,
        configuration: String?,
        options: Options
    ) {
        name = Label.make(plan.roleName, limit: 52)
        roleName = plan.roleName
        roleRoot = options.roleRoot ?? "/role"
        image = options.image ?? "\(name):latest"
        program = options.program ?? "/usr/local/bin/wahostbootstrapper"
        self.instances = max(1, instances ?? 1)
        ports = Self.ports(definition?.endpoints ?? [])
        readinessPort = options.readinessPort
        startLimit = plan.startLimit
        drain = ports.isEmpty ? 0 : max(0, options.drain)
        stopLimit = plan.stopLimit?.saturatingAdd(drain)
        isElevated = plan.tasks.contains { $0.context == .elevated } || plan.host?.context == .elevated
        storageInMB = document.localResources.reduce(0) { sum, resource in
            let (total, isTooMuch) = sum.addingReportingOverflow(max(0, resource.sizeInMB))
            return isTooMuch ? .max : total
        }
        self.configuration = configuration
    }

    private static func ports(_ endpoints: [EndpointDefinition]) -> [Port] {
        var ports: [Port] = []
        for endpoint in endpoints {
            guard var port = port(endpoint) else { continue }
            // One port is named once, whatever is said of it.
            guard !ports.contains(where: { $0.number == port.number && $0.isUDP == port.isUDP }) else { continue }
            // Clusters want names that differ and have a letter in them.
            if ports.contains(where: { $0.name == port.name }) || !port.name.contains(where: \.isLetter) {
                port.name = "port-\(port.number)" + (port.isUDP ? "-udp" : "")
            }
            ports.append(port)
        }
        return ports
    }

    /// Nil for an endpoint without a port of its own: nobody outside could know it.
    private static func port(_ endpoint: EndpointDefinition) -> Port? {
        var number: UInt16?
        if case .range(let ports) = endpoint.localPorts { number = ports.lowerBound }
        var published = number
        var isInternal = false
        switch endpoint.kind {
        case .input(let port):
            published = port
            number = number ?? port
        case .internal: isInternal = true
        case .instanceInput(let ports): published = ports.lowerBound
        }
        guard let number, let published else { return nil }
        return Port(
            name: Label.make(endpoint.name, limit: 15),
            number: number,
            published: published,
            isUDP: endpoint.transport == .udp,
            isInternal: isInternal
        )
    }
}
