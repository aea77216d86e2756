/// What a role instance is told about itself and the others (runtime protocol §4, behaviour B5).
///
/// It is at once the file that clients of the runtime endpoint read and the document that xpaths point into.
public struct RoleEnvironmentDocument: Hashable, Sendable {
    /// `Endpoint` of an instance.
    public struct Endpoint: Hashable, Sendable {
        /// `@name`.
        public var name: String
        /// `@address`.
        public var address: String
        /// `@port`.
        public var port: UInt16
        /// `@protocol`, a word of the runtime protocol: `any` is `ip` here.
        public var transport: String

        /// Creates an endpoint.
        public init(name: String, address: String, port: UInt16, transport: String) {
            self.name = name
            self.address = address
            self.port = port
            self.transport = transport
        }
    }

    /// `ConfigurationSetting`.
    public struct Setting: Hashable, Sendable {
        /// `@name`, the full one.
        public var name: String
        /// `@value`.
        public var value: String

        /// Creates a setting.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// `LocalResource`.
    public struct Resource: Hashable, Sendable {
        /// `@name`.
        public var name: String
        /// `@path`; ends with a `/`.
        public var path: String
        /// `@sizeInMB`.
        public var sizeInMB: Int

        /// Creates a resource.
        public init(name: String, path: String, sizeInMB: Int) {
            self.name = name
            self.path = path
            self.sizeInMB = sizeInMB
        }
    }

    /// `CurrentInstance`, or `Instance` under `Roles`.
    public struct Instance: Hashable, Sendable {
        /// `@id`.
        public var id: String
        /// `@faultDomain`.
        public var faultDomain: Int
        /// `@updateDomain`.
        public var updateDomain: Int
        /// `Endpoints/Endpoint`.
        public var endpoints: [Endpoint]

        /// Creates an instance.
        public init(id: String, faultDomain: Int, updateDomain: Int, endpoints: [Endpoint] = []) {
            self.id = id
            self.faultDomain = faultDomain
            self.updateDomain = updateDomain
            self.endpoints = endpoints
        }
    }

    /// `Role` under `Roles`.
    public struct RoleEntry: Hashable, Sendable {
        /// `@name`.
        public var name: String
        /// `Instances/Instance`; each has an endpoint.
        public var instances: [Instance]

        /// Creates an entry.
        public init(name: String, instances: [Instance]) {
            self.name = name
            self.instances = instances
        }
    }

    /// `Deployment/@id`.
    public var deploymentID: String
    /// `Deployment/@emulated`.
    public var isEmulated: Bool
    /// `CurrentInstance/@roleName`.
    public var roleName: String
    /// `CurrentInstance`.
    public var currentInstance: Instance
    /// `CurrentInstance/ConfigurationSettings`.
    public var settings: [Setting] = []
    /// `CurrentInstance/LocalResources`.
    public var localResources: [Resource] = []
    /// `Roles/Role`: those with internal endpoints.
    public var roles: [RoleEntry] = []

    /// Creates a document without settings, resources and other roles.
    public init(deploymentID: String, isEmulated: Bool, roleName: String, currentInstance: Instance) {
        self.deploymentID = deploymentID
        self.isEmulated = isEmulated
        self.roleName = roleName
        self.currentInstance = currentInstance
    }

    /// Returns what a path selects; nil when it selects nothing.
    ///
    /// What Azure does with a variable whose path selects nothing is not known. Here the caller leaves the variable
    /// unset and says so; an empty one would look as if it had been configured.
    public func value(at path: RoleInstanceValuePath) -> String? {
        switch path {
        case .deploymentEmulated: isEmulated ? "true" : "false"
        case .deploymentID: deploymentID
        case .instanceID: currentInstance.id
        case .roleName: roleName
        case .faultDomain: String(currentInstance.faultDomain)
        case .updateDomain: String(currentInstance.updateDomain)
        case .setting(let name): settings.first { $0.name == name }?.value
        case .localResourcePath(let name): localResources.first { $0.name == name }?.path
        case .localResourceSize(let name): localResources.first { $0.name == name }.map { String($0.sizeInMB) }
        case .endpointProtocol(let name): endpoint(name)?.transport
        case .endpointAddress(let name): endpoint(name)?.address
        case .endpointPort(let name): endpoint(name).map { String($0.port) }
        }
    }

    private func endpoint(_ name: String) -> Endpoint? {
        currentInstance.endpoints.first { $0.name == name }
    }
}
