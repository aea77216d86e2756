extension RoleEnvironmentDocument {
    /// Makes the document of one instance.
    ///
    /// Without a configuration there is one instance of each role, and no setting. Without a definition there is the
    /// diagnostic store only, and no endpoint.
    ///
    /// - Parameters:
    ///   - role: the role of the instance.
    ///   - definition: the service's definition, merged or not.
    ///   - configuration: the service's configuration.
    ///   - options: what no file says.
    /// - Returns: the document.
    public static func make(
        role: Role,
        definition: ServiceDefinition?,
        configuration: ServiceConfiguration?,
        options: InstanceOptions
    ) -> RoleEnvironmentDocument {
        let service = Service(definition: definition, configuration: configuration, options: options)
        let number = options.number
        let endpoints = service.ownEndpoints(of: role.name)
        var current = service.instance(number, of: role.name, endpoints: endpoints)
        current.id = options.instanceID ?? current.id
        var document = RoleEnvironmentDocument(
            deploymentID: options.deploymentID,
            isEmulated: options.isEmulated,
            roleName: role.name,
            currentInstance: current
        )
        document.settings = service.settings(of: role)
        document.localResources = service.localResources(of: role.name)
        document.roles = service.roles(currentRole: role.name, number: number, current: current)
        return document
    }
}

/// The files and options that a document is made of.
private struct Service {
    let definition: ServiceDefinition?
    let configuration: ServiceConfiguration?
    let options: InstanceOptions

    /// Returns an instance with its id and its domains, as Azure deals them out.
    func instance(
        _ number: Int,
        of role: String,
        endpoints: [RoleEnvironmentDocument.Endpoint]
    )
        -> RoleEnvironmentDocument.Instance
    {
        let upgradeDomains = max(1, definition?.upgradeDomainCount ?? 5)
        return RoleEnvironmentDocument.Instance(
            id: id(number, of: role),
            faultDomain: number % 2,
            updateDomain: number % upgradeDomains,
            endpoints: endpoints
        )
    }

    private func id(_ number: Int, of role: String) -> String {
        let id = "\(role)_IN_\(number)"
        guard options.isEmulated else { return id }
        let service = definition?.name ?? configuration?.serviceName
        return ([options.deploymentID] + [service].compactMap { $0 } + [id]).joined(separator: ".")
    }

    /// Returns the declared settings that have a value; without a definition, all that have one.
    func settings(of role: Role) -> [RoleEnvironmentDocument.Setting] {
        let given = configuration?.role(named: role.name)?.settings ?? []
        let declared = definition?.role(named: role.name).map { Set(role.settingNames(with: $0)) }
        let kept = given.filter { declared?.contains($0.name) ?? true }
        return kept.map { RoleEnvironmentDocument.Setting(name: $0.name, value: $0.value) }
    }

    func localResources(of role: String) -> [RoleEnvironmentDocument.Resource] {
        let resources = definition?.role(named: role)?.allLocalResources ?? [.diagnosticStore]
        return resources.map { resource in
            let path = options.localResourcePath(resource.name)
            return RoleEnvironmentDocument.Resource(
                name: resource.name,
                path: path.hasSuffix("/") ? path : path + "/",
                sizeInMB: resource.sizeInMB
            )
        }
    }

    /// Returns the endpoints of the current instance: ports that are free to choose are chosen now.
    func ownEndpoints(of role: String) -> [RoleEnvironmentDocument.Endpoint] {
        let endpoints = definition?.role(named: role)?.endpoints ?? []
        return endpoints.map { endpoint in
            entry(endpoint, address: options.address, port: endpoint.fixedPort ?? options.freePort(endpoint.name))
        }
    }

    /// Returns the roles with internal endpoints; instances whose address or ports are not known are left out.
    func roles(
        currentRole: String,
        number: Int,
        current: RoleEnvironmentDocument.Instance
    )
        -> [RoleEnvironmentDocument.RoleEntry]
    {
        let roles = definition?.roles.filter(\.hasInternalEndpoints) ?? []
        return roles.map { role in
            let internals = role.endpoints.filter { $0.kind == .internal }
            let count = max(1, configuration?.role(named: role.name)?.instanceCount ?? 1)
            let numbers = role.name == currentRole && number >= count ? Array(0..<count) + [number] : Array(0..<count)
            let instances = numbers.map { other -> RoleEnvironmentDocument.Instance in
                guard role.name == currentRole, other == number else {
                    return instance(other, of: role.name, endpoints: peerEndpoints(internals, of: role.name, other))
                }
                var own = current
                own.endpoints.removeAll { endpoint in !internals.contains { $0.name == endpoint.name } }
                return own
            }
            return RoleEnvironmentDocument.RoleEntry(
                name: role.name,
                instances: instances.filter { !$0.endpoints.isEmpty }
            )
        }
    }

    private func peerEndpoints(
        _ endpoints: [EndpointDefinition],
        of role: String,
        _ number: Int
    )
        -> [RoleEnvironmentDocument.Endpoint]
    {
        guard let address = options.peerAddress(role, number) else { return [] }
        return endpoints.compactMap { endpoint in
            endpoint.fixedPort.map { entry(endpoint, address: address, port: $0) }
        }
    }

    private func entry(
        _ endpoint: EndpointDefinition,
        address: String,
        port: UInt16
    )
        -> RoleEnvironmentDocument.Endpoint
    {
        RoleEnvironmentDocument.Endpoint(
            name: endpoint.name,
            address: address,
            port: port,
            transport: endpoint.transport == .any ? "ip" : endpoint.transport.rawValue
        )
    }
}

extension EndpointDefinition {
    /// The port that the instance listens on, the first of a range; nil when any free one will do.
    fileprivate var fixedPort: UInt16? {
        guard case .range(let ports) = localPorts else { return nil }
        return ports.lowerBound
    }
}

extension Role {
    /// Returns the full names of all settings that the role has: those of its definition and those of its plugins.
    func settingNames(with definition: RoleDefinition) -> [String] {
        let declared = definition.settings.map(\.name)
        let known = Set(declared)
        return declared + pluginSettings.map(\.fullName).filter { !known.contains($0) }
    }
}

extension PluginSetting {
    /// The name that the setting has in the configuration.
    public var fullName: String {
        guard let namespace, !namespace.isEmpty else { return name }
        return namespace + "." + name
    }
}
