import JSONText
import RoleModel

/// The answers to `role get`: what a role environment says, as text or JSON.
struct RoleAnswers {
    let environment: RoleEnvironmentDocument

    /// The value of a setting, which may be empty.
    func setting(_ name: String) throws(RoleCommandFault) -> String {
        guard let setting = environment.settings.first(where: { $0.name == name }) else {
            throw .absent(
                "setting",
                name,
                among: environment.settings.map(\.name),
                mend: "declare it in ServiceDefinition.csdef and give it a value in ServiceConfiguration.cscfg"
            )
        }
        return setting.value
    }

    /// All settings: `name=value` each.
    func settings(json: Bool) -> [String] {
        guard json else { return environment.settings.map { "\($0.name)=\($0.value)" } }
        return [JSON.object(environment.settings.map { ($0.name, .string($0.value)) }).lineText]
    }

    /// The path or the size of a local resource.
    func resource(_ name: String, _ form: RoleRequest.Form) throws(RoleCommandFault) -> String {
        guard let resource = environment.localResources.first(where: { $0.name == name }) else {
            throw .absent(
                "local resource",
                name,
                among: environment.localResources.map(\.name),
                mend: "declare it as LocalStorage in ServiceDefinition.csdef"
            )
        }
        switch form {
        case .json: return resource.json.lineText
        case .field("size"): return String(resource.sizeInMB)
        case .field: return resource.path
        }
    }

    /// All local resources: name, path and size, with tabs between them.
    func resources(json: Bool) -> [String] {
        let resources = environment.localResources
        guard json else { return resources.map { "\($0.name)\t\($0.path)\t\($0.sizeInMB)" } }
        return [JSON.array(resources.map(\.json)).lineText]
    }

    /// This instance.
    func instance(_ form: RoleRequest.Form) -> String {
        let instance = environment.currentInstance
        switch form {
        case .json: return instance.json(role: environment.roleName).lineText
        case .field("role-name"): return environment.roleName
        case .field("fault-domain"): return String(instance.faultDomain)
        case .field("update-domain"): return String(instance.updateDomain)
        case .field: return instance.id
        }
    }

    /// The deployment.
    func deployment(_ form: RoleRequest.Form) -> String {
        switch form {
        case .json:
            JSON.object([
                ("id", .string(environment.deploymentID)), ("emulated", .bool(environment.isEmulated)),
            ]).lineText
        case .field("emulated"): environment.isEmulated ? "true" : "false"
        case .field: environment.deploymentID
        }
    }
}

extension RoleEnvironmentDocument.Resource {
    fileprivate var json: JSON {
        .object([("name", .string(name)), ("path", .string(path)), ("sizeInMB", .integer(sizeInMB))])
    }
}
