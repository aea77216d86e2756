internal import RoleModel

/// One running copy of a role.
public struct RoleInstance: Hashable, Sendable, Identifiable {
    /// The name of the instance, such as `Mill_IN_0`.
    public let id: String
    /// Which part of the hardware it would fail with.
    public let faultDomain: Int
    /// With which others it is updated.
    public let updateDomain: Int
    private let roleName: String
    private let endpoints: [RoleEnvironmentDocument.Endpoint]
    private let snapshot: EnvironmentSnapshot

    init(_ instance: RoleEnvironmentDocument.Instance, of roleName: String, in snapshot: EnvironmentSnapshot) {
        id = instance.id
        faultDomain = instance.faultDomain
        updateDomain = instance.updateDomain
        self.roleName = roleName
        endpoints = instance.endpoints
        self.snapshot = snapshot
    }

    /// The role that it is an instance of.
    public var role: Role { Role(name: roleName, snapshot: snapshot) }

    /// Its endpoints by name: all of them for the current instance, the internal ones for the others.
    public var instanceEndpoints: [String: RoleInstanceEndpoint] {
        Dictionary(
            endpoints.map { ($0.name, RoleInstanceEndpoint($0, of: self)) },
            uniquingKeysWith: { first, _ in first }
        )
    }

    /// Returns whether two values stand for the same instance with the same domains and endpoints.
    public static func == (first: RoleInstance, second: RoleInstance) -> Bool {
        first.id == second.id && first.roleName == second.roleName && first.faultDomain == second.faultDomain
            && first.updateDomain == second.updateDomain && first.endpoints == second.endpoints
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
