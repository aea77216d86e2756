/// The host process of a role (behaviour D1).
public enum HostKind: String, Hashable, Sendable, CaseIterable {
    /// Runs a worker role's entry point.
    case worker = "WaWorkerHost"
    /// Runs a web role's entry point beside the web server.
    case iis = "WaIISHost"
    /// The legacy core: serves the one site of a web role without `Sites` in its own process.
    case web = "WaWebHost"

    /// Reads the name of a host as a command line has it: `base\x64\WaIISHost.exe `, `WaIISHost`, `waiishost`.
    public init?(command: String) {
        var name = command.split { $0 == "\\" || $0 == "/" }.last.map { String($0).trimmed.lowercased() } ?? ""
        if name.hasSuffix(".exe") { name.removeLast(4) }
        guard let kind = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
        self = kind
    }

    /// Chooses the host of a role: the one that is named, else by what the role is.
    ///
    /// - Parameters:
    ///   - role: the role.
    ///   - definition: the service's definition, which knows web roles without sites.
    ///   - name: what the command line says, if anything.
    /// - Returns: nil only when `name` names no host.
    public static func choose(
        for role: Role,
        definition: ServiceDefinition? = nil,
        named name: String? = nil
    ) -> HostKind? {
        if let name, !name.isBlank { return HostKind(command: name) }
        if role.sites != nil { return .iis }
        return definition?.role(named: role.name)?.kind == .web ? .web : .worker
    }
}
