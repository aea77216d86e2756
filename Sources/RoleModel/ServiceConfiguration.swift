/// The root of a `.cscfg`: how many instances, which settings, which certificates (FORMATS §3).
public struct ServiceConfiguration: Hashable, Sendable {
    /// `@serviceName`; the definition's name.
    public var serviceName: String
    /// `@osFamily`, as written; nil when absent.
    public var osFamily: String?
    /// `@osVersion`, as written; nil when absent.
    public var osVersion: String?
    /// `@schemaVersion`; nil when absent.
    public var schemaVersion: String?
    /// `Role`, in file order.
    public var roles: [RoleConfiguration] = []
    /// `NetworkConfiguration`; nil when absent.
    public var network: NetworkConfiguration?
    /// Where the root element stands.
    public var location: FileLocation
    /// Where the value of `serviceName` stands.
    public var serviceNameLocation: FileLocation

    /// Creates a configuration without roles.
    public init(serviceName: String, location: FileLocation, serviceNameLocation: FileLocation? = nil) {
        self.serviceName = serviceName
        self.location = location
        self.serviceNameLocation = serviceNameLocation ?? location
    }

    /// Returns the role of a name; nil when there is none.
    public func role(named name: String) -> RoleConfiguration? {
        roles.first { $0.name == name }
    }
}

extension ServiceConfiguration {
    /// Reads a `.cscfg`.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the configuration, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<ServiceConfiguration> {
        Reading(bytes, file: file, grammar: .serviceConfiguration, make: ServiceConfiguration.init(reading:))
    }

    /// Reads the root element.
    init?(reading scope: Scope) {
        let name = scope.required("serviceName")
        self.init(
            serviceName: name ?? "",
            location: scope.location,
            serviceNameLocation: scope.attribute("serviceName").map { scope.place($0.valueLocation) }
        )
        osFamily = scope.text("osFamily")
        osVersion = scope.text("osVersion")
        schemaVersion = scope.text("schemaVersion")
        let elements = scope.children("Role")
        scope.requireUnique(elements)
        roles = elements.compactMap(RoleConfiguration.init(reading:))
        network = scope.child("NetworkConfiguration").map(NetworkConfiguration.init(reading:))
        if name == nil { return nil }
    }
}
