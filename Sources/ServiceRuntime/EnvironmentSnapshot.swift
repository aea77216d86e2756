internal import RoleModel

/// A role environment as it was read at one time; what the values of this library look into.
final class EnvironmentSnapshot: Sendable {
    let document: RoleEnvironmentDocument

    init(_ document: RoleEnvironmentDocument) { self.document = document }

    var currentInstance: RoleInstance { RoleInstance(document.currentInstance, of: document.roleName, in: self) }

    /// The roles by name; the own one is there even if it has no internal endpoint.
    var roles: [String: Role] {
        let names = document.roles.map(\.name) + [document.roleName]
        return Dictionary(names.map { ($0, Role(name: $0, snapshot: self)) }, uniquingKeysWith: { first, _ in first })
    }

    /// Returns the instances of a role; this one as it is told about itself, with all of its endpoints.
    func instances(of role: String) -> [RoleInstance] {
        let listed = document.roles.filter { $0.name == role }.flatMap(\.instances)
        guard role == document.roleName else { return listed.map { RoleInstance($0, of: role, in: self) } }
        let own = document.currentInstance.id
        let others = listed.map { $0.id == own ? currentInstance : RoleInstance($0, of: role, in: self) }
        return others.contains { $0.id == own } ? others : others + [currentInstance]
    }

    func setting(_ name: String) throws(RoleEnvironmentError) -> String {
        guard let setting = document.settings.first(where: { $0.name == name }) else {
            throw .noSuchSetting(name, among: document.settings.map(\.name))
        }
        return setting.value
    }

    func localResource(_ name: String) throws(RoleEnvironmentError) -> LocalResource {
        guard let resource = document.localResources.first(where: { $0.name == name }) else {
            throw .noSuchLocalResource(name, among: document.localResources.map(\.name))
        }
        return LocalResource(name: name, rootPath: resource.path, maximumSizeInMegabytes: resource.sizeInMB)
    }
}
