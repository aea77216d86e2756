/// The closed list of xpaths that Azure documents (FORMATS §8).
public enum RoleInstanceValuePath: Hashable, Sendable {
    /// `/RoleEnvironment/Deployment/@emulated`.
    case deploymentEmulated
    /// `/RoleEnvironment/Deployment/@id`.
    case deploymentID
    /// `/RoleEnvironment/CurrentInstance/@id`.
    case instanceID
    /// `/RoleEnvironment/CurrentInstance/@roleName`.
    case roleName
    /// `/RoleEnvironment/CurrentInstance/@faultDomain`.
    case faultDomain
    /// `/RoleEnvironment/CurrentInstance/@updateDomain`.
    case updateDomain
    /// `…/ConfigurationSettings/ConfigurationSetting[@name='X']/@value`.
    case setting(name: String)
    /// `…/LocalResources/LocalResource[@name='X']/@path`.
    case localResourcePath(name: String)
    /// `…/LocalResources/LocalResource[@name='X']/@sizeInMB`.
    case localResourceSize(name: String)
    /// `…/Endpoints/Endpoint[@name='X']/@protocol`.
    case endpointProtocol(name: String)
    /// `…/Endpoints/Endpoint[@name='X']/@address`.
    case endpointAddress(name: String)
    /// `…/Endpoints/Endpoint[@name='X']/@port`.
    case endpointPort(name: String)
}
