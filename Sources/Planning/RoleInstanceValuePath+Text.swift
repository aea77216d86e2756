import RoleModel

extension RoleInstanceValuePath {
    /// The xpath as Azure's documents write it.
    var xpath: String {
        let instance = "/RoleEnvironment/CurrentInstance"
        func endpoint(_ name: String, _ attribute: String) -> String {
            "\(instance)/Endpoints/Endpoint[@name='\(name)']/@\(attribute)"
        }
        func resource(_ name: String, _ attribute: String) -> String {
            "\(instance)/LocalResources/LocalResource[@name='\(name)']/@\(attribute)"
        }
        return switch self {
        case .deploymentEmulated: "/RoleEnvironment/Deployment/@emulated"
        case .deploymentID: "/RoleEnvironment/Deployment/@id"
        case .instanceID: "\(instance)/@id"
        case .roleName: "\(instance)/@roleName"
        case .faultDomain: "\(instance)/@faultDomain"
        case .updateDomain: "\(instance)/@updateDomain"
        case .setting(let name): "\(instance)/ConfigurationSettings/ConfigurationSetting[@name='\(name)']/@value"
        case .localResourcePath(let name): resource(name, "path")
        case .localResourceSize(let name): resource(name, "sizeInMB")
        case .endpointProtocol(let name): endpoint(name, "protocol")
        case .endpointAddress(let name): endpoint(name, "address")
        case .endpointPort(let name): endpoint(name, "port")
        }
    }
}
