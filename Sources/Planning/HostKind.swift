import RoleModel

/// The host by the type of the role (D1); the raw value is Azure's name of its program.
public enum HostKind: String, Hashable, Sendable, CaseIterable {
    /// For worker roles.
    case workerHost = "WaWorkerHost"
    /// For web roles with `Sites`.
    case iisHost = "WaIISHost"
    /// For web roles without `Sites`, which the host serves itself.
    case webHost = "WaWebHost"

    /// Finds the host that a command line names, as `base\x64\WaIISHost.exe` or `waiishost`; nil when it is none.
    public init?(named written: String) {
        let words = written.split(separator: " ").first.map(String.init) ?? ""
        let name = PathText.name(of: PathText.translated(words)).lowercased()
        let bare = name.hasSuffix(".exe") ? String(name.dropLast(4)) : name
        guard let kind = Self.allCases.first(where: { $0.rawValue.lowercased() == bare }) else { return nil }
        self = kind
    }

    /// Tells the host by what the role has; a web role without `Sites` is known only by its property `RoleType`.
    public init(of role: Role) {
        let isWeb = role.properties.contains { $0.name == "RoleType" && $0.value.lowercased() == "web" }
        if role.sites != nil {
            self = .iisHost
        } else if isWeb {
            self = .webHost
        } else {
            self = .workerHost
        }
    }
}
