import RoleModel

/// One variable of a process's environment.
public struct PlannedVariable: Hashable, Sendable {
    /// Where a value comes from.
    public enum Origin: Hashable, Sendable {
        /// The bootstrapper's own environment.
        case inherited
        /// A file of `NAME=value` lines, as it is shown.
        case environmentFile(String)
        /// A folder with a file for each variable, as it is shown.
        case environmentDirectory(String)
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
    /// Whether a value from a file has become part of this one.
    var holdsSecret = false

    /// Creates a variable.
    public init(name: String, value: String, origin: Origin) {
        self.name = name
        self.value = value
        self.origin = origin
    }

    /// Whether the value is not for everybody's eyes, by its name or because it comes from a file; `plan` does not print it.
    public var isSecret: Bool {
        if holdsSecret || source != nil { return true }
        let name = name.lowercased()
        let words = ["password", "passwd", "secret", "token", "connectionstring", "accountkey", "apikey", "privatekey"]
        return words.contains { name.contains($0) }
    }

    /// The file or folder that the value comes from; nil when it comes from none.
    var source: String? {
        switch origin {
        case .environmentFile(let path), .environmentDirectory(let path): path
        case .inherited, .platform, .pluginSetting, .user, .model, .roleInstanceValue: nil
        }
    }

    /// Returns whether processes of the role are given a variable of this name.
    public static func isPassedOn(_ name: String) -> Bool { PlatformVariables.isPassedOn(name) }
}
