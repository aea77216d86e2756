import RoleModel

/// One variable of a process's environment.
public struct PlannedVariable: Hashable, Sendable {
    /// Where a value comes from.
    public enum Origin: Hashable, Sendable {
        /// The bootstrapper's own environment.
        case inherited
        /// What every process of a role instance gets (FORMATS §7).
        case platform
        /// The value of a plugin's setting, by its full name.
        case pluginSetting(String)
        /// The user that the process runs as.
        case user
        /// A `value` in the role model.
        case model(FileLocation)
        /// An `xpath` in the role model.
        case roleInstanceValue(RoleInstanceValuePath, FileLocation)
    }

    /// The name, as the process sees it.
    public var name: String
    /// The value, everything expanded.
    public var value: String
    /// Where the value comes from.
    public var origin: Origin

    /// Creates a variable.
    public init(name: String, value: String, origin: Origin) {
        self.name = name
        self.value = value
        self.origin = origin
    }

    /// Whether the name says that the value is not for everybody's eyes; `plan` does not print it.
    public var isSecret: Bool {
        let name = name.lowercased()
        let words = ["password", "passwd", "secret", "token", "connectionstring", "accountkey", "apikey", "privatekey"]
        return words.contains { name.contains($0) }
    }

    /// Whether only this very process has it, so that `plan` shows it with the process.
    var isOwn: Bool {
        switch origin {
        case .model, .roleInstanceValue, .user: true
        case .inherited, .platform, .pluginSetting: false
        }
    }
}
