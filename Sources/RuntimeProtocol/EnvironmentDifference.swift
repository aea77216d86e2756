import RoleModel

/// What is different between two role environments, as the clients find it out (§5.2).
public struct EnvironmentDifference: Hashable, Sendable {
    /// One difference, as a client's `changing` has it.
    public enum Change: Hashable, Sendable {
        /// `ConfigurationSettingChange`: a setting was changed, removed or added.
        case configurationSetting(name: String)
        /// `TopologyChange`: an instance of the role came or went, or its domains or endpoints changed.
        case topology(role: String)
    }

    /// The differences: settings in the order of the new environment, then removed ones; then roles likewise.
    public let changes: [Change]

    /// Whether there is none, so that clients accept without a word.
    public var isEmpty: Bool { changes.isEmpty }

    /// Finds the differences.
    public init(from old: RoleEnvironmentDocument, to new: RoleEnvironmentDocument) {
        let settings = Self.differences(
            Self.first(old.settings, by: \.name),
            Self.first(new.settings, by: \.name)
        )
        let roles = Self.differences(
            old.allRoles.mapValues(Self.ordered),
            new.allRoles.mapValues(Self.ordered)
        )
        let names = Self.order(new.settings.map(\.name) + old.settings.map(\.name), settings)
        let roleNames = Self.order(new.roleNames + old.roleNames, roles)
        changes = names.map { .configurationSetting(name: $0) } + roleNames.map { .topology(role: $0) }
    }

    /// Returns the keys whose values differ, or that only one side has.
    private static func differences<Value: Equatable>(_ old: [String: Value], _ new: [String: Value]) -> Set<String> {
        var names = Set(old.keys.filter { new[$0] == nil })
        for (name, value) in new where old[name] != value { names.insert(name) }
        return names
    }

    private static func order(_ names: [String], _ wanted: Set<String>) -> [String] {
        var left = wanted
        return names.filter { left.remove($0) != nil }
    }

    private static func first<Value>(_ values: [Value], by name: (Value) -> String) -> [String: Value] {
        Dictionary(values.map { (name($0), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns instances by name, each with its endpoints by name: order is no difference.
    private static func ordered(
        _ instances: [RoleEnvironmentDocument.Instance]
    ) -> [String: RoleEnvironmentDocument.Instance] {
        first(instances, by: \.id).mapValues { instance in
            var instance = instance
            instance.endpoints.sort { $0.name < $1.name }
            return instance
        }
    }
}

extension RoleEnvironmentDocument {
    fileprivate var roleNames: [String] { roles.map(\.name) + [roleName] }

    /// The roles with their instances; the own role and the own instance are there even if the file leaves them out.
    ///
    /// The clients add them, too. The own instance counts with all of its endpoints, under `Roles` are its internal ones.
    fileprivate var allRoles: [String: [Instance]] {
        var all: [String: [Instance]] = [:]
        for role in roles { all[role.name, default: []] += role.instances }
        all[roleName, default: []].removeAll { $0.id == currentInstance.id }
        all[roleName, default: []].append(currentInstance)
        return all
    }
}
