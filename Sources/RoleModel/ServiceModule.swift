/// The root of a `.csplugin`: what a role gets that imports the module (FORMATS §4).
public struct ServiceModule: Hashable, Sendable {
    /// `@namespace`; settings, endpoints and certificates have it in front of their names.
    public var namespace: String
    /// `Startup/@priority`; 0 when absent.
    public var priority = 0
    /// `Startup/Task`.
    public var startupTasks: [StartupTask] = []
    /// `Runtime/Environment`: added to the role process.
    public var runtimeEnvironment: [EnvironmentVariable] = []
    /// `ConfigurationSettings/Setting`, names as written.
    public var settings: [SettingDeclaration] = []
    /// `LocalResources/LocalStorage`.
    public var localResources: [LocalResource] = []
    /// `Endpoints`, names as written.
    public var endpoints: [EndpointDefinition] = []
    /// `Certificates/Certificate`, names as written.
    public var certificates: [CertificateDefinition] = []
    /// Where the root element stands.
    public var location: FileLocation

    /// Creates an empty module.
    public init(namespace: String, location: FileLocation) {
        self.namespace = namespace
        self.location = location
    }

    /// Returns the name that a setting, endpoint or certificate of the module has in the configuration.
    public func fullName(_ name: String) -> String {
        namespace + "." + name
    }
}

extension ServiceModule {
    /// Reads a `.csplugin`.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the module, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<ServiceModule> {
        Reading(bytes, file: file, grammar: .serviceModule, make: ServiceModule.init(reading:))
    }

    /// Reads the root element.
    init?(reading scope: Scope) {
        let namespace = scope.required("namespace")
        self.init(namespace: namespace ?? "", location: scope.location)
        priority = scope.child("Startup")?.number("priority", in: Int(Int32.min)...Int(Int32.max)) ?? 0
        startupTasks = scope.items("Startup", "Task").map(StartupTask.init(reading:))
        runtimeEnvironment = scope.child("Runtime").map { RoleRuntime(reading: $0).environment } ?? []
        settings = SettingDeclaration.readAll(in: scope)
        localResources = LocalResource.readAll(in: scope, defaultSize: 100)
        endpoints = EndpointDefinition.readAll(in: scope)
        certificates = CertificateDefinition.readAll(in: scope)
        if namespace == nil { return nil }
    }
}
