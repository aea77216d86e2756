import RoleModel
import XMLText

extension RoleEnvironmentDocument {
    /// Reads a role environment file (§4), as tolerant as the clients are.
    ///
    /// Containers that are absent are empty, attributes that are absent are "" or 0, what is not known is left out.
    ///
    /// - Throws: why it is none.
    public init(xml: [UInt8]) throws(RuntimeProtocolFault) {
        let root = try XMLElement.root("RoleEnvironment", of: xml, limits: XMLReader.Limits())
        guard let current = root.child("CurrentInstance") else {
            throw RuntimeProtocolFault("cannot read the RoleEnvironment document: it has no CurrentInstance")
        }
        let deployment = root.child("Deployment")
        self.init(
            deploymentID: deployment?.value("id") ?? "",
            isEmulated: deployment?.flag("emulated") ?? false,
            roleName: current.value("roleName") ?? "",
            currentInstance: Instance(reading: current)
        )
        settings = current.entries("ConfigurationSettings", "ConfigurationSetting").map {
            Setting(name: $0.value("name") ?? "", value: $0.value("value") ?? "")
        }
        localResources = current.entries("LocalResources", "LocalResource").map {
            Resource(name: $0.value("name") ?? "", path: $0.value("path") ?? "", sizeInMB: $0.number("sizeInMB"))
        }
        roles = root.entries("Roles", "Role").map { role in
            RoleEntry(
                name: role.value("name") ?? "",
                instances: role.entries("Instances", "Instance").map { Instance(reading: $0) }
            )
        }
    }
}

extension RoleEnvironmentDocument.Instance {
    fileprivate init(reading element: XMLElement) {
        self.init(
            id: element.value("id") ?? "",
            faultDomain: element.number("faultDomain"),
            updateDomain: element.number("updateDomain"),
            endpoints: element.entries("Endpoints", "Endpoint").map { endpoint in
                RoleEnvironmentDocument.Endpoint(
                    name: endpoint.value("name") ?? "",
                    address: endpoint.value("address") ?? "",
                    port: UInt16((endpoint.value("port") ?? "").trimmed) ?? 0,
                    transport: endpoint.value("protocol") ?? ""
                )
            }
        )
    }
}

extension XMLElement {
    /// Returns the entries of a container, none when there is no such container.
    fileprivate func entries(_ container: String, _ name: String) -> [XMLElement] {
        child(container)?.children(name) ?? []
    }

    fileprivate func number(_ name: String) -> Int { Int((value(name) ?? "").trimmed) ?? 0 }

    fileprivate func flag(_ name: String) -> Bool {
        let word = (value(name) ?? "").trimmed.lowercased()
        return word == "true" || word == "1"
    }
}
