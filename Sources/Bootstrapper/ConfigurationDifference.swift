import RoleModel
import RuntimeProtocol

/// What is different between two configurations of a role, as the role is told.
struct ConfigurationDifference {
    /// The settings, then the roles.
    let changes: [EnvironmentDifference.Change]
    /// Whether other certificates are wanted, which no running role can take over.
    let hasOtherCertificates: Bool

    /// Whether there is none.
    var isEmpty: Bool { changes.isEmpty && !hasOtherCertificates }

    /// Finds the differences.
    init(from old: PreparedRole, to new: PreparedRole) {
        var changes = EnvironmentDifference(from: old.document, to: new.document).changes
        // Instances whose address nobody knows are not in the document; how many there are is known all the same.
        for role in new.files.configuration?.roles ?? [] {
            let before = old.files.configuration?.role(named: role.name)?.instanceCount
            let change = EnvironmentDifference.Change.topology(role: role.name)
            if let before, before != role.instanceCount, !changes.contains(change) { changes.append(change) }
        }
        self.changes = changes
        hasOtherCertificates = old.certificates != new.certificates
    }

    /// The changes for a person: `setting 'QueueName', the topology of role 'Front' have changed`.
    var sentence: String {
        let names = changes.map { change in
            switch change {
            case .configurationSetting(let name): "setting '\(name)'"
            case .topology(let role): "the topology of role '\(role)'"
            }
        }
        let shown = names.count > 6 ? names.prefix(5) + ["\(names.count - 5) more"] : names[...]
        return shown.joined(separator: ", ") + (names.count == 1 ? " has changed" : " have changed")
    }
}

extension PreparedRole {
    /// The certificates that the configuration gives the role.
    fileprivate var certificates: [String] {
        let given = files.configuration?.role(named: plan.roleName)?.certificates ?? []
        return given.map { "\($0.name) \($0.thumbprintAlgorithm) \($0.thumbprint)" }.sorted()
    }
}
