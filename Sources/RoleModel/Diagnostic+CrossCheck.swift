extension Diagnostic {
    static func serviceNameDiffers(_ definition: ServiceDefinition, _ configuration: ServiceConfiguration) -> Diagnostic
    {
        Diagnostic(
            .serviceNameDiffers,
            at: configuration.serviceNameLocation,
            what: "cannot use the configuration of service \(quoted(configuration.serviceName))",
            why: "the definition \(definition.location.file) is of service \(quoted(definition.name)), "
                + "so the two do not belong together",
            mend: "name the right files, or write serviceName=\"\(definition.name)\""
        )
    }

    static func roleNotDefined(_ role: Role, in definition: ServiceDefinition) -> Diagnostic {
        Diagnostic(
            .roleNotDefined,
            at: definition.location,
            what: "cannot find role \(quoted(role.name)) in the definition",
            why: "\(role.location.file) is of this role, and its endpoints and local resources are declared there",
            mend: oneOf(role.name, definition.roles.map(\.name), kind: "role")
        )
    }

    static func roleNotConfigured(_ role: Role, in configuration: ServiceConfiguration) -> Diagnostic {
        Diagnostic(
            .roleNotConfigured,
            at: configuration.location,
            what: "cannot find role \(quoted(role.name)) in the configuration",
            why: "\(role.location.file) is of this role, and its instances and settings are configured there",
            mend: oneOf(role.name, configuration.roles.map(\.name), kind: "role")
        )
    }

    static func noInstances(_ role: RoleConfiguration) -> Diagnostic {
        Diagnostic(
            .noInstances,
            at: role.instanceCountLocation,
            what: "cannot run an instance of role \(quoted(role.name))",
            why: "the configuration says that there are \(role.instanceCount) instances of it",
            mend: "write <Instances count=\"1\" />, or more"
        )
    }

    static func settingWithoutValue(_ name: String, in role: RoleConfiguration) -> Diagnostic {
        Diagnostic(
            .settingWithoutValue,
            at: role.location,
            what: "cannot find a value of setting \(quoted(name)) of role \(quoted(role.name))",
            why: "the role declares it and may ask for it at any time",
            mend: oneOf(
                name,
                role.settings.map(\.name),
                kind: "setting",
                add: "write <Setting name=\"\(name)\" value=\"…\" />"
            )
        )
    }

    static func settingNotDeclared(_ setting: RoleConfiguration.Setting, known: [String]) -> Diagnostic {
        Diagnostic(
            .settingNotDeclared,
            at: setting.location,
            what: "cannot give setting \(quoted(setting.name)) to the role, ignoring",
            why: "the definition does not declare it, so the role can not see it",
            mend: oneOf(setting.name, known, kind: "setting", add: "declare it in the definition, or remove it")
        )
    }

    static func certificateWithoutThumbprint(_ name: String, in role: RoleConfiguration) -> Diagnostic {
        Diagnostic(
            .certificateWithoutThumbprint,
            at: role.location,
            what: "cannot find the thumbprint of certificate \(quoted(name)) of role \(quoted(role.name))",
            why: "the definition declares it, and the thumbprint tells which certificate it is",
            mend: "write <Certificate name=\"\(name)\" thumbprint=\"…\" thumbprintAlgorithm=\"sha1\" />"
        )
    }

    static func certificateNotDeclared(_ certificate: RoleConfiguration.Certificate, known: [String]) -> Diagnostic {
        Diagnostic(
            .certificateNotDeclared,
            at: certificate.location,
            what: "cannot give certificate \(quoted(certificate.name)) to the role, ignoring",
            why: "the definition does not declare it, so nobody says which store it belongs into",
            mend: oneOf(certificate.name, known, kind: "certificate", add: "declare it in the definition, or remove it")
        )
    }

    static func unknownNameInPath(_ name: String, kind: String, known: [String], at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .unknownNameInPath,
            at: place,
            what: "cannot find \(kind) \(quoted(name))",
            why: "the xpath names it, but the role declares no such \(kind), so the variable would have no value",
            mend: oneOf(name, known, kind: kind)
        )
    }

    static func undeclaredEndpoint(_ name: String, known: [String], at place: FileLocation) -> Diagnostic {
        Diagnostic(
            .undeclaredName,
            at: place,
            what: "cannot find endpoint \(quoted(name))",
            why: "a binding of the site names it, but the definition declares no such endpoint of the role",
            mend: oneOf(name, known, kind: "endpoint")
        )
    }

    /// Returns a mend that names the nearest of the known names, or all of them, and what else could be done.
    private static func oneOf(_ written: String, _ known: [String], kind: String, add: String? = nil) -> String {
        let near = nearest(to: written, among: known).map { "did you mean \(quoted($0))?" }
        let list =
            known.isEmpty
            ? "there is no \(kind)" : "there is " + listed(known.prefix(20)) + (known.count > 20 ? ", …" : "")
        return [near, add ?? (near == nil ? list : nil)].compactMap { $0 }.joined(separator: " ")
    }
}
