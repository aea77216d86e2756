internal import RoleModel

/// Where an instance listens.
public struct RoleInstanceEndpoint: Hashable, Sendable {
    /// The name in the service definition.
    public let name: String
    /// The IP address.
    public let address: String
    /// The port.
    public let port: UInt16
    /// `tcp`, `udp`, `http`, `https` and so on; `ip` for any.
    public let networkProtocol: String
    /// The instance that it belongs to.
    public let roleInstance: RoleInstance

    init(_ endpoint: RoleEnvironmentDocument.Endpoint, of instance: RoleInstance) {
        name = endpoint.name
        address = endpoint.address
        port = endpoint.port
        networkProtocol = endpoint.transport
        roleInstance = instance
    }
}

extension RoleInstanceEndpoint: CustomStringConvertible {
    /// `ADDRESS:PORT`, with brackets around an IPv6 address.
    public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
