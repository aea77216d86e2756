/// What is wrong when a role, its service's definition and its service's configuration are read together.
public enum CrossCheck {
    /// Checks the files of one role against each other.
    ///
    /// - Parameters:
    ///   - role: the role that is to be run.
    ///   - definition: nil when there is none; nothing is then checked against it.
    ///   - configuration: nil when there is none; nothing is then checked against it.
    /// - Returns: errors and warnings, those of one file together, in file order.
    public static func check(
        role: Role,
        definition: ServiceDefinition?,
        configuration: ServiceConfiguration?
    ) -> [Diagnostic] {
        let faults = Faults()
        let pair = Pair(role: role, definition: definition, configuration: configuration, faults: faults)
        pair.checkService()
        pair.checkSettings()
        pair.checkCertificates()
        pair.checkPaths()
        pair.checkBindings()
        return faults.inOrder
    }
}

/// The files that are checked together.
private struct Pair {
    let role: Role
    let definition: ServiceDefinition?
    let configuration: ServiceConfiguration?
    let faults: Faults

    private var declared: RoleDefinition? { definition?.role(named: role.name) }
    private var configured: RoleConfiguration? { configuration?.role(named: role.name) }

    func checkService() {
        if let definition, let configuration, definition.name != configuration.serviceName {
            faults.error(.serviceNameDiffers(definition, configuration))
        }
        if let definition, declared == nil {
            faults.error(.roleNotDefined(role, in: definition))
        }
        guard let configuration else { return }
        guard let configured else {
            faults.error(.roleNotConfigured(role, in: configuration))
            return
        }
        if configured.instanceCount < 1 { faults.error(.noInstances(configured)) }
    }

    func checkSettings() {
        guard let declared, let configured else { return }
        let given = Set(configured.settings.map(\.name))
        let names = role.settingNames(with: declared)
        for name in names where !given.contains(name) {
            faults.error(.settingWithoutValue(name, in: configured))
        }
        let known = Set(names)
        for setting in configured.settings where !known.contains(setting.name) && !mayBeOfPlugin(setting.name) {
            faults.warning(.settingNotDeclared(setting, known: names))
        }
    }

    func checkCertificates() {
        guard let declared, let configured else { return }
        let given = Set(configured.certificates.map(\.name))
        let names = declared.certificates.map(\.name)
        for certificate in declared.certificates where !given.contains(certificate.name) {
            faults.error(.certificateWithoutThumbprint(certificate.name, in: configured))
        }
        for certificate in configured.certificates
        where !names.contains(certificate.name) && !mayBeOfPlugin(certificate.name) {
            faults.warning(.certificateNotDeclared(certificate, known: names))
        }
    }

    func checkPaths() {
        for variable in role.startupTasks.flatMap(\.environment) + role.runtime.environment {
            guard case .roleInstanceValue(let path) = variable.value else { continue }
            guard let (kind, name, known) = names(for: path), !known.contains(name), !mayBeOfPlugin(name) else {
                continue
            }
            faults.error(.unknownNameInPath(name, kind: kind, known: known, at: variable.valueLocation))
        }
    }

    func checkBindings() {
        guard let declared else { return }
        let known = declared.endpoints.map(\.name)
        for site in role.sites ?? [] {
            for binding in site.bindings where !known.contains(binding.endpointName) {
                guard !mayBeOfPlugin(binding.endpointName) else { continue }
                faults.error(.undeclaredEndpoint(binding.endpointName, known: known, at: site.location))
            }
        }
    }

    /// Returns what a path names, and the names there are; nil when it names nothing, or no file knows.
    private func names(for path: RoleInstanceValuePath) -> (kind: String, name: String, known: [String])? {
        switch path {
        case .deploymentEmulated, .deploymentID, .instanceID, .roleName, .faultDomain, .updateDomain:
            return nil
        case .setting(let name):
            if let declared { return ("setting", name, role.settingNames(with: declared)) }
            return configured.map { ("setting", name, $0.settings.map(\.name)) }
        case .localResourcePath(let name), .localResourceSize(let name):
            return declared.map { ("local resource", name, $0.allLocalResources.map(\.name)) }
        case .endpointProtocol(let name), .endpointAddress(let name), .endpointPort(let name):
            return declared.map { ("endpoint", name, $0.endpoints.map(\.name)) }
        }
    }

    /// Whether a name may be declared by a plugin: in a definition that is not merged, plugins' names are not written.
    private func mayBeOfPlugin(_ name: String) -> Bool {
        guard let declared else { return false }
        return !declared.isMerged && !declared.imports.isEmpty && name.contains(".")
    }
}
