/// What an endpoint speaks.
public enum EndpointProtocol: String, Hashable, Sendable, CaseIterable {
    /// HTTP.
    case http
    /// HTTP over TLS.
    case https
    /// TCP.
    case tcp
    /// UDP.
    case udp
    /// TCP and UDP; internal endpoints only.
    case any
}

/// An endpoint of a role or a plugin (FORMATS §2).
public struct EndpointDefinition: Hashable, Sendable {
    /// Who reaches it.
    public enum Kind: Hashable, Sendable {
        /// `InputEndpoint`: everybody, through the load balancer's port.
        case input(port: UInt16)
        /// `InternalEndpoint`: the instances of the same service.
        case `internal`
        /// `InstanceInputEndpoint`: everybody, each instance by a public port of its own.
        case instanceInput(publicPorts: ClosedRange<UInt16>)
    }

    /// Where the instance itself listens.
    public enum LocalPorts: Hashable, Sendable {
        /// `*`, or nothing written: any free port.
        case any
        /// A port out of these; mostly there is one only.
        case range(ClosedRange<UInt16>)
    }

    /// `@name`.
    public var name: String
    /// `@protocol`.
    public var transport: EndpointProtocol
    /// Who reaches it.
    public var kind: Kind
    /// Where the instance itself listens.
    public var localPorts: LocalPorts
    /// `@certificate`, of an https input endpoint.
    public var certificate: String?
    /// `@ignoreRoleInstanceStatus`: stays in rotation although the instance is not Ready.
    public var ignoresRoleInstanceStatus = false
    /// `@loadBalancerProbe`.
    public var loadBalancerProbe: String?
    /// Where the element stands.
    public var location: FileLocation

    /// Creates an endpoint.
    public init(
        name: String,
        transport: EndpointProtocol,
        kind: Kind,
        localPorts: LocalPorts,
        location: FileLocation
    ) {
        self.name = name
        self.transport = transport
        self.kind = kind
        self.localPorts = localPorts
        self.location = location
    }
}
