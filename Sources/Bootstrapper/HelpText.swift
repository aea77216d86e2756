/// What `--help` prints.
public enum HelpText {
    /// The version of the product.
    public static let version = "0.1.0"

    /// The help of the whole program.
    public static var program: String {
        var lines = [
            "usage: wahostbootstrapper COMMAND [OPTION…] [ROLE_ROOT]",
            "",
            "Starts a role as its RoleModel.xml says: startup tasks, then the host; keeps it",
            "Ready; stops it in order. ROLE_ROOT is the folder with RoleModel.xml (default:",
            "$RoleRoot, else the current folder).",
            "",
            "Commands:",
        ]
        lines += CommandName.allCases.flatMap { entry($0.rawValue, $0.summary) }
        lines += ["", "wahostbootstrapper COMMAND --help tells the options of a command."]
        lines += entry("--help", "print this help") + entry("--version", "print the version")
        return lines.joined(separator: "\n") + "\n"
    }

    /// The help of one command.
    public static func command(_ command: CommandName) -> String {
        var lines = ["usage: wahostbootstrapper \(command.rawValue) \(command.operands)", ""]
        lines += wrap(command.summary.prefix(1).uppercased() + command.summary.dropFirst() + ".", width: 80)
        lines += ["", "Options:"]
        let options = OptionDefinition.all.filter { $0.commands.contains(command) }
        for option in options {
            let letter = option.letter.map { "-\($0), " } ?? ""
            let left = "\(letter)--\(option.name.rawValue)" + (option.argument.map { " \($0)" } ?? "")
            lines += entry(left, option.summary)
        }
        if options.contains(where: { $0.environmentVariable != nil }) {
            lines += ["", "Each option but the last ones is also read from the environment: --role-user is"]
            lines += ["WAHOST_ROLE_USER, and so on. The command line wins."]
        }
        lines += ["", "Exit codes:"]
        let codes: [ExitCode] =
            switch command {
            case .run:
                ExitCode.allCases.filter { ![.notReady, .noBootstrapper, .notPermitted, .cannotWrite].contains($0) }
            case .validate: [.success, .usage, .noInput, .noBootstrapper, .faultyFiles]
            case .plan: [.success, .usage, .noInput, .faultyFiles]
            case .export, .import: [.success, .usage, .noInput, .cannotWrite, .faultyFiles]
            case .status, .recycle, .restart, .signal:
                [.success, .notReady, .usage, .noBootstrapper, .internalFault, .notPermitted]
            case .stop, .logs, .events: [.success, .usage, .noBootstrapper, .internalFault, .notPermitted]
            case .list: [.success, .usage]
            case .why, .timeline: [.success, .usage, .noInput, .internalFault, .notPermitted]
            case .updateConfiguration:
                [.success, .notReady, .usage, .noBootstrapper, .internalFault, .notPermitted, .faultyFiles]
            case .schema, .completion, .role: [.success, .usage]
            case .blockStartup: [.success, .usage, .internalFault, .readinessTimedOut]
            }
        for code in codes { lines += entry(String(code.rawValue), code.meaning) }
        if command == .run { lines += entry("other", "the host's own; 128 + n when signal n ended it") }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func entry(_ left: String, _ right: String) -> [String] {
        let column = 28
        let wrapped = wrap(right, width: 80 - column)
        let head = "  " + left
        let pad = { (count: Int) in String(repeating: " ", count: max(0, count)) }
        guard head.count < column - 1 else { return [head] + wrapped.map { pad(column) + $0 } }
        return wrapped.enumerated().map {
            $0.offset == 0 ? head + pad(column - head.count) + $0.element : pad(column) + $0.element
        }
    }

    private static func wrap(_ text: some StringProtocol, width: Int) -> [String] {
        var lines = [""]
        for word in text.split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = String(word)
            } else if last.count + 1 + word.count <= width {
                lines[lines.count - 1] += " " + word
            } else {
                lines.append(String(word))
            }
        }
        return lines
    }
}
