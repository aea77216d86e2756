/// The root of a `.csdef`: what the service is made of (FORMATS §2), as the developer wrote it or as cspack merged it.
public struct ServiceDefinition: Hashable, Sendable {
    /// How instances are told of a changed topology.
    public enum TopologyChangeDiscovery: String, Hashable, Sendable, CaseIterable {
        /// All at once.
        case blast = "Blast"
        /// One after the other, each after the one before has accepted.
        case upgradeDomainWalk = "UpgradeDomainWalk"
    }

    /// `@name`.
    public var name: String
    /// `@schemaVersion`; nil when absent.
    public var schemaVersion: String?
    /// `@topologyChangeDiscovery`; nil when absent.
    public var topologyChangeDiscovery: TopologyChangeDiscovery?
    /// `@upgradeDomainCount`, 1–20.
    public var upgradeDomainCount = 5
    /// `WebRole` and `WorkerRole`, in file order.
    public var roles: [RoleDefinition] = []
    /// `LoadBalancerProbes/LoadBalancerProbe`.
    public var loadBalancerProbes: [LoadBalancerProbe] = []
    /// `NetworkTrafficRules/OnlyAllowTrafficTo`.
    public var trafficRules: [NetworkTrafficRule] = []
    /// Where the root element stands.
    public var location: FileLocation
    /// Where the value of `name` stands.
    public var nameLocation: FileLocation

    /// Creates a definition without roles.
    public init(name: String, location: FileLocation, nameLocation: FileLocation? = nil) {
        self.name = name
        self.location = location
        self.nameLocation = nameLocation ?? location
    }

    /// Returns the role of a name; nil when there is none.
    public func role(named name: String) -> RoleDefinition? {
        roles.first { $0.name == name }
    }
}
