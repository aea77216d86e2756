extension EndpointDefinition {
    /// Reads the endpoints of a role or a plugin, in file order, those of the form before SDK 1.3 included.
    static func readAll(in scope: Scope) -> [EndpointDefinition] {
        let containers = scope.children.filter { $0.name == "Endpoints" || $0.name == "InputEndpoints" }
        let elements = containers.flatMap(\.children)
        scope.requireUnique(elements.filter { $0.name.hasSuffix("Endpoint") })
        return elements.compactMap(EndpointDefinition.init(reading:))
    }

    private init?(reading scope: Scope) {
        switch scope.name {
        case "InputEndpoint": self.init(input: scope)
        case "InternalEndpoint": self.init(internal: scope)
        case "InstanceInputEndpoint": self.init(instanceInput: scope)
        default: return nil
        }
    }

    private init?(input scope: Scope) {
        let name = scope.required("name")
        let transport = scope.transport(among: [.http, .https, .tcp, .udp])
        let port = scope.requiredPort("port")
        let localPorts = scope.localPorts(default: port)
        guard let name, let transport, let port else { return nil }
        self.init(
            name: name,
            transport: transport,
            kind: .input(port: port),
            localPorts: localPorts,
            location: scope.location
        )
        certificate = scope.text("certificate")
        ignoresRoleInstanceStatus = scope.flag("ignoreRoleInstanceStatus", default: false)
        loadBalancerProbe = scope.text("loadBalancerProbe")
        if transport == .https, certificate == nil {
            scope.faults.warning(.missingCertificate(name, at: scope.location))
        }
    }

    private init?(internal scope: Scope) {
        let name = scope.required("name")
        let transport = scope.transport(among: [.http, .https, .tcp, .udp, .any])
        var localPorts = LocalPorts.any
        if let port = scope.port("port") { localPorts = .range(port...port) }
        if let ports = scope.fixedPorts() { localPorts = .range(ports) }
        guard let name, let transport else { return nil }
        self.init(
            name: name,
            transport: transport,
            kind: .internal,
            localPorts: localPorts,
            location: scope.location
        )
    }

    private init?(instanceInput scope: Scope) {
        let name = scope.required("name")
        let transport = scope.transport(among: [.tcp, .udp, .http, .https])
        _ = scope.required("localPort")
        let localPorts = scope.localPorts(default: nil)
        let publicPorts = scope.child("AllocatePublicPortFrom")?.fixedPorts()
        if publicPorts == nil, scope.child("AllocatePublicPortFrom")?.children("FixedPortRange").isEmpty ?? true {
            let why = "each instance gets a public port of its own out of this range"
            scope.faults.error(.missingElement("AllocatePublicPortFrom/FixedPortRange", in: scope, why: why))
        }
        guard let name, let transport, let publicPorts else { return nil }
        self.init(
            name: name,
            transport: transport,
            kind: .instanceInput(publicPorts: publicPorts),
            localPorts: localPorts,
            location: scope.location
        )
    }
}

extension Scope {
    fileprivate func transport(among known: [EndpointProtocol]) -> EndpointProtocol? {
        guard let written = required("protocol"), let attribute = attribute("protocol") else { return nil }
        guard let transport = EndpointProtocol(rawValue: written), known.contains(transport) else {
            faults.error(.unknownProtocol(written, of: name, known: known, at: place(attribute.valueLocation)))
            return nil
        }
        return transport
    }

    /// Returns `localPort`, also in the spelling `localport` that real files have.
    fileprivate func localPorts(default standard: UInt16?) -> EndpointDefinition.LocalPorts {
        let name = attribute("localPort") == nil ? "localport" : "localPort"
        if text(name)?.trimmed == "*" { return .any }
        guard let port = port(name) ?? standard else { return .any }
        return .range(port...port)
    }

    /// Returns the ports of a `FixedPort` or `FixedPortRange` inside.
    fileprivate func fixedPorts() -> ClosedRange<UInt16>? {
        if let single = child("FixedPort") {
            return single.requiredPort("port").map { $0...$0 }
        }
        guard let range = child("FixedPortRange") else { return nil }
        let first = range.requiredPort("min")
        let last = range.requiredPort("max")
        guard let first, let last else { return nil }
        guard first <= last else {
            faults.error(.badPortRange(min: first, max: last, at: range.location))
            return nil
        }
        return first...last
    }
}
