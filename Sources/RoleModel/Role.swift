/// The root of `RoleModel.xml`: what cspack made of one role (FORMATS §6).
public struct Role: Hashable, Sendable {
    /// `@name`.
    public var name: String
    /// `@version`, of the packing SDK; nil when absent.
    public var version: String?
    /// `Startup/Task`, in file order.
    public var startupTasks: [StartupTask] = []
    /// `Runtime`.
    public var runtime = RoleRuntime()
    /// `ConfigurationSettings/Setting`: settings of plugins, seen by tasks as `@Name` variables (FORMATS §7).
    public var pluginSettings: [PluginSetting] = []
    /// `Properties/Property`.
    public var properties: [RoleProperty] = []
    /// `Sites/Site`; non-nil, possibly empty, when the element is there.
    public var sites: [Site]?
    /// `linux:user` on the root: the role user for limited tasks and the host (C8).
    public var user: String?
    /// Where the root element stands.
    public var location: FileLocation

    /// Creates a role without anything in it.
    public init(name: String, version: String? = nil, location: FileLocation) {
        self.name = name
        self.version = version
        self.location = location
    }
}

/// `Setting` of `RoleModel/ConfigurationSettings`.
public struct PluginSetting: Hashable, Sendable {
    /// `@name`.
    public var name: String
    /// `@nameSpace`; the full name in the service configuration is `nameSpace.name`.
    public var namespace: String?

    /// Creates a setting.
    public init(name: String, namespace: String?) {
        self.name = name
        self.namespace = namespace
    }
}

/// `Property` of `RoleModel/Properties`.
public struct RoleProperty: Hashable, Sendable {
    /// `@name`.
    public var name: String
    /// `@value`.
    public var value: String

    /// Creates a property.
    public init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}
