internal import RoleModel

/// A role of the deployment, as far as it is known here: the own one, and those with internal endpoints.
public struct Role: Hashable, Sendable, Identifiable {
    /// The name.
    public let name: String
    let snapshot: EnvironmentSnapshot

    /// The name, which is unique in a deployment.
    public var id: String { name }

    /// Its instances; those without internal endpoints are not known, except this one.
    public var instances: [RoleInstance] { snapshot.instances(of: name) }

    /// Returns whether two values stand for the same role with the same instances.
    public static func == (first: Role, second: Role) -> Bool {
        first.name == second.name && first.instances == second.instances
    }

    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
