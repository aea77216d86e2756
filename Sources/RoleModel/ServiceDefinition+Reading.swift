extension ServiceDefinition {
    /// Reads a `.csdef`, the developer's or the merged one.
    ///
    /// - Parameters:
    ///   - bytes: the whole file.
    ///   - file: the file as it is shown.
    /// - Returns: the definition, or nil and why; and every warning.
    public static func read(_ bytes: [UInt8], file: String) -> Reading<ServiceDefinition> {
        Reading(bytes, file: file, grammar: .serviceDefinition, make: ServiceDefinition.init(reading:))
    }

    /// Reads the root element.
    init?(reading scope: Scope) {
        let name = scope.required("name")
        self.init(
            name: name ?? "",
            location: scope.location,
            nameLocation: scope.attribute("name").map { scope.place($0.valueLocation) }
        )
        schemaVersion = scope.text("schemaVersion")
        if scope.attribute("topologyChangeDiscovery") != nil {
            topologyChangeDiscovery = scope.choice("topologyChangeDiscovery", default: .upgradeDomainWalk)
        }
        upgradeDomainCount = scope.number("upgradeDomainCount", in: 1...20) ?? 5
        let probes = scope.items("LoadBalancerProbes", "LoadBalancerProbe")
        scope.requireUnique(probes)
        loadBalancerProbes = probes.compactMap(LoadBalancerProbe.init(reading:))
        let elements = scope.children.filter { $0.name == "WebRole" || $0.name == "WorkerRole" }
        scope.requireUnique(elements)
        roles = elements.compactMap(RoleDefinition.init(reading:))
        trafficRules = scope.items("NetworkTrafficRules", "OnlyAllowTrafficTo").map(NetworkTrafficRule.init(reading:))
        for role in elements { reportUndeclaredNames(in: role) }
        if name == nil { return nil }
    }

    /// Reports probes, certificates and endpoints that the role uses but nobody declares.
    private func reportUndeclaredNames(in scope: Scope) {
        guard let role = roles.first(where: { $0.location == scope.location }) else { return }
        let elements = scope.children.filter { ["Endpoints", "InputEndpoints"].contains($0.name) }.flatMap(\.children)
        let certificates = role.certificates.map(\.name)
        for element in elements {
            report("certificate", of: element, as: "certificate", unlessIn: certificates, role)
            report("loadBalancerProbe", of: element, as: "probe", unlessIn: loadBalancerProbes.map(\.name), role)
        }
        let endpoints = role.endpoints.map(\.name)
        for site in scope.items("Sites", "Site") {
            for binding in site.items("Bindings", "Binding") {
                report("endpointName", of: binding, as: "endpoint", unlessIn: endpoints, role)
            }
        }
    }

    private func report(
        _ name: String,
        of scope: Scope,
        as kind: String,
        unlessIn known: [String],
        _ role: RoleDefinition
    ) {
        guard let attribute = scope.attribute(name), !known.contains(attribute.value) else { return }
        // What an imported plugin declares has a full name, and is not in this file.
        guard role.imports.isEmpty || !attribute.value.contains(".") else { return }
        scope.faults.error(
            .undeclaredName(attribute.value, kind: kind, known: known, at: scope.place(attribute.valueLocation))
        )
    }
}
