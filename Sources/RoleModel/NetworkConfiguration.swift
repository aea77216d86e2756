/// `NetworkConfiguration`, kept loosely: what one machine may want to know of the fabric's network.
public struct NetworkConfiguration: Hashable, Sendable {
    /// `VirtualNetworkSite/@name`; nil when absent.
    public var virtualNetwork: String?
    /// `Dns/DnsServers/DnsServer/@IPAddress`, in file order.
    public var nameServers: [String] = []
    /// `AddressAssignments/InstanceAddress`: subnets by role name.
    public var subnets: [String: [String]] = [:]
    /// `AddressAssignments/ReservedIPs/ReservedIP/@name`.
    public var reservedAddresses: [String] = []

    /// Creates an empty network.
    public init() {}
}

extension NetworkConfiguration {
    /// Reads a `NetworkConfiguration`; what is not known is passed over.
    init(reading scope: Scope) {
        self.init()
        virtualNetwork = scope.child("VirtualNetworkSite")?.text("name")
        let servers = scope.child("Dns")?.items("DnsServers", "DnsServer") ?? []
        nameServers = servers.compactMap { $0.text("IPAddress") }
        guard let assignments = scope.child("AddressAssignments") else { return }
        for address in assignments.children("InstanceAddress") {
            guard let role = address.text("roleName") else { continue }
            subnets[role, default: []] += address.items("Subnets", "Subnet").compactMap { $0.text("name") }
        }
        reservedAddresses = assignments.items("ReservedIPs", "ReservedIP").compactMap { $0.text("name") }
    }
}
