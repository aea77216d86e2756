/// `Runtime`: the host process and what it runs.
public struct RoleRuntime: Hashable, Sendable {
    /// `@executionContext`.
    public var executionContext: ExecutionContext = .limited
    /// `@protocolVersion` of the runtime endpoint; nil when absent.
    public var protocolVersion: String?
    /// `Environment/Variable`, in file order.
    public var environment: [EnvironmentVariable] = []
    /// `EntryPoint`; nil for web roles that have none.
    public var entryPoint: EntryPoint?
    /// The attributes of our own namespace, on `Runtime` or on the entry point.
    public var linux = LinuxExtensions()
    /// Where the element stands; nil when it is absent.
    public var location: FileLocation?

    /// Creates a runtime with every default.
    public init() {}
}

/// What the role runs.
public enum EntryPoint: Hashable, Sendable {
    /// `ProgramEntryPoint`: a program, its command line as written.
    case program(commandLine: String, setReadyOnProcessStart: Bool, location: FileLocation)
    /// `NetFxEntryPoint`: a role library, `@assemblyName` as written.
    case library(assemblyName: String, targetFrameworkVersion: String?, location: FileLocation)
}

/// `Site`, with the csdef's shape (FORMATS §2, §6).
public struct Site: Hashable, Sendable {
    /// `@name`.
    public var name: String
    /// `@physicalDirectory`, as written; nil when absent.
    public var physicalDirectory: String?
    /// `VirtualApplication` and `VirtualDirectory`, in file order, nested ones inside theirs.
    public var virtualPaths: [VirtualPath] = []
    /// `Bindings/Binding`.
    public var bindings: [Binding] = []
    /// Where the element stands.
    public var location: FileLocation

    /// `VirtualApplication` or `VirtualDirectory`.
    public struct VirtualPath: Hashable, Sendable {
        /// Whether it is an application, not only a directory.
        public var isApplication: Bool
        /// `@name`.
        public var name: String
        /// `@physicalDirectory`.
        public var physicalDirectory: String?
        /// Those inside it.
        public var children: [VirtualPath]

        /// Creates a virtual path.
        public init(isApplication: Bool, name: String, physicalDirectory: String?, children: [VirtualPath] = []) {
            self.isApplication = isApplication
            self.name = name
            self.physicalDirectory = physicalDirectory
            self.children = children
        }
    }

    /// `Binding`.
    public struct Binding: Hashable, Sendable {
        /// `@name`.
        public var name: String
        /// `@endpointName`.
        public var endpointName: String
        /// `@hostHeader`; nil when absent.
        public var hostHeader: String?

        /// Creates a binding.
        public init(name: String, endpointName: String, hostHeader: String? = nil) {
            self.name = name
            self.endpointName = endpointName
            self.hostHeader = hostHeader
        }
    }

    /// Creates a site without bindings.
    public init(name: String, physicalDirectory: String?, location: FileLocation) {
        self.name = name
        self.physicalDirectory = physicalDirectory
        self.location = location
    }
}
