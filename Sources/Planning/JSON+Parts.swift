import JSONText
import RoleModel

extension ResolvedCommand {
    /// The command as `plan --json` shows it.
    var json: JSON {
        .object([
            ("executable", .string(executable)),
            ("arguments", .strings(shownArguments)),
            ("program", .optional(program)),
            ("shellText", .optional(shellText.map(masked))),
            ("rules", .strings(rules.map(\.rawValue))),
        ])
    }
}

extension PlannedCredentials {
    /// The user as `plan --json` shows it.
    var json: JSON {
        .object([
            ("name", .string(userName)),
            ("uid", .integer(Int(uid))),
            ("gid", .integer(Int(gid))),
            ("groups", groups.map { .array($0.map { .integer(Int($0)) }) } ?? .null),
            ("changesUser", .bool(changesUser)),
            ("noNewPrivileges", .bool(noNewPrivileges)),
            ("dropsCapabilities", .bool(dropsCapabilities)),
            ("why", .string(why)),
        ])
    }
}

extension PlannedVariable {
    /// The variable as `plan --json` shows it; a secret without its value.
    var json: JSON {
        var members: [(String, JSON)] = [
            ("name", .string(name)),
            ("value", isSecret ? .null : .string(value)),
            ("origin", .string(originName)),
        ]
        if isSecret { members.append(("hidden", .bool(true))) }
        switch origin {
        case .inherited, .platform, .user: break
        case .environmentFile(let path), .environmentDirectory(let path): members.append(("file", .string(path)))
        case .pluginSetting(let setting): members.append(("setting", .string(setting)))
        case .model(let location): members.append(("location", location.json))
        case .roleInstanceValue(let path, let location):
            members += [("xpath", .string(path.xpath)), ("location", location.json)]
        }
        return .object(members)
    }

    private var originName: String {
        switch origin {
        case .inherited: "inherited"
        case .environmentFile: "environmentFile"
        case .environmentDirectory: "environmentDirectory"
        case .platform: "platform"
        case .pluginSetting: "pluginSetting"
        case .user: "user"
        case .model: "model"
        case .roleInstanceValue: "roleInstanceValue"
        }
    }
}

extension FileLocation {
    /// The place as compilers write it.
    var text: String { "\(file):\(line):\(column)" }

    /// The place as `plan --json` shows it.
    var json: JSON {
        .object([("file", .string(file)), ("line", .integer(line)), ("column", .integer(column))])
    }
}

extension Diagnostic {
    /// The diagnostic as `plan --json` shows it.
    var json: JSON {
        .object([
            ("code", .string(code)),
            ("severity", .string(severity.rawValue)),
            ("location", location?.json ?? .null),
            ("what", .string(what)),
            ("why", .string(why)),
            ("mend", .string(mend)),
        ])
    }
}

extension JSON {
    /// Returns seconds, with as many decimals as they need; `null` when there is no limit.
    static func limit(_ duration: Duration?) -> JSON {
        guard let duration, !duration.isEndless else { return .null }
        let (seconds, attoseconds) = duration.components
        return attoseconds == 0 ? .integer(Int(clamping: seconds)) : .seconds(duration)
    }
}
