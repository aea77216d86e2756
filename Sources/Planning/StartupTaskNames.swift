import RoleModel

/// How messages call the startup tasks of a role, before there is a plan.
public struct StartupTaskNames {
    /// The names, in file order.
    public let names: [String]

    /// Finds them.
    public init(_ role: Role) {
        var names = TaskNames()
        self.names = role.startupTasks.map { names.name(for: $0.commandLine) }
    }
}

/// Gives names to tasks and host, by their command lines.
struct TaskNames {
    private var known: [String: Int] = [:]

    /// Returns how messages call the one whose program is written so; the second of a name gets a number.
    mutating func name(for commandLine: String) -> String {
        let words = CommandLineScanner.words(of: commandLine)
        let name = PathText.name(of: PathText.translated(words.first ?? ""))
        let isWaiting = words.count > 1 && words.last?.lowercased() == "/blockstartup"
        let shown = (name.isEmpty ? "(nothing)" : name) + (isWaiting ? " /blockStartup" : "")
        let count = known[shown, default: 0] + 1
        known[shown] = count
        return count == 1 ? shown : "\(shown)#\(count)"
    }
}
