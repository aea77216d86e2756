/// `WebRole` or `WorkerRole` of a definition.
public struct RoleDefinition: Hashable, Sendable {
    /// Which of the two.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// `WebRole`.
        case web = "WebRole"
        /// `WorkerRole`.
        case worker = "WorkerRole"
    }

    /// Which of the two.
    public var kind: Kind
    /// `@name`.
    public var name: String
    /// `@vmsize`.
    public var vmSize = "Small"
    /// `@enableNativeCodeExecution`.
    public var enablesNativeCodeExecution = true
    /// Whether cspack has merged it: startup, runtime, sites and imports have gone into `RoleModel.xml`.
    public var isMerged = false
    /// `ConfigurationSettings/Setting`.
    public var settings: [SettingDeclaration] = []
    /// `LocalResources/LocalStorage` as written; see `allLocalResources`.
    public var localResources: [LocalResource] = []
    /// `Certificates/Certificate`.
    public var certificates: [CertificateDefinition] = []
    /// `Endpoints`, in file order.
    public var endpoints: [EndpointDefinition] = []
    /// `Imports/Import/@moduleName`.
    public var imports: [String] = []
    /// `Startup/@priority`.
    public var startupPriority = 0
    /// `Startup/Task`.
    public var startupTasks: [StartupTask] = []
    /// `Runtime`; nil when absent.
    public var runtime: RoleRuntime?
    /// `Sites/Site`; nil when the element is absent.
    public var sites: [Site]?
    /// `Contents/Content`.
    public var contents: [Content] = []
    /// `linux:user`.
    public var user: String?
    /// Where the element stands.
    public var location: FileLocation

    /// `Content`: files that are copied into the package.
    public struct Content: Hashable, Sendable {
        /// `@destination`, relative to `approot`.
        public var destination: String
        /// `SourceDirectory/@path`, as written.
        public var sourceDirectory: String

        /// Creates a content.
        public init(destination: String, sourceDirectory: String) {
            self.destination = destination
            self.sourceDirectory = sourceDirectory
        }
    }

    /// Creates a role with every default.
    public init(kind: Kind, name: String, location: FileLocation) {
        self.kind = kind
        self.name = name
        self.location = location
    }

    /// The local resources with `DiagnosticStore`, which every role has, first unless the role redefines it.
    public var allLocalResources: [LocalResource] {
        let name = LocalResource.diagnosticStore.name
        return localResources.contains { $0.name == name } ? localResources : [.diagnosticStore] + localResources
    }

    /// Whether other instances of the service can reach it.
    public var hasInternalEndpoints: Bool {
        endpoints.contains { $0.kind == .internal }
    }
}
