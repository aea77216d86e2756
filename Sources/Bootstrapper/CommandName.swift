import Exporting

/// The commands of `wahostbootstrapper`.
public enum CommandName: String, CaseIterable, Sendable {
    case run
    case validate
    case plan
    case status
    case list
    case why
    case timeline
    case logs
    case events
    case stop
    case recycle
    case restart
    case signal
    case updateConfiguration = "update-configuration"
    case export
    case `import`
    case schema
    case completion
    case role
    case blockStartup = "block-startup"

    /// What it does, in one line.
    public var summary: String {
        switch self {
        case .run: "start the role, keep it Ready, stop it in order"
        case .validate: "read all files of the role and tell every fault"
        case .plan: "show what run would do: who, where, as which user, with what, waiting for what"
        case .status:
            "show how a running role is: its phase, its tasks, its host; with --check, only whether it is Ready"
        case .list: "list the roles that run on this machine, as far as you may see them"
        case .why: "show how the last incarnations ended: the reason, the last lines, the core, what to try"
        case .timeline: "show what a start took: which task took how long, and what waited for what"
        case .logs: "show what tasks and host have written, and with --follow what they write"
        case .events: "show what has happened to a running role, and with --follow what happens"
        case .restart: "end the process of a background or foreground task and start it again; a host: recycle the role"
        case .signal: "send a signal to the process of a task or of the host"
        case .stop: "stop a running role in order; the second time, kill it at once"
        case .recycle: "stop a running role in order, to begin again: exit code 84, or what --recycle says"
        case .updateConfiguration:
            "give a running role another configuration file: it is judged, and announced when it is valid"
        case .export: "write the role down for Kubernetes, Docker Swarm, Compose or systemd"
        case .import: "make a RoleModel.xml of what another supervisor runs"
        case .schema: "print the XML Schema of one of the role's files"
        case .completion: "print the completion for a shell"
        case .role: "inside a role: read its settings, endpoints and resources, report its status, wait for changes"
        case .blockStartup: "inside a /blockStartup pair: wait for the background task, or say that it is initialised"
        }
    }

    /// What stands after its name in the usage line.
    public var operands: String {
        switch self {
        case .run, .validate, .plan: "[OPTION…] [ROLE_ROOT]"
        case .status, .why, .timeline, .events, .stop, .recycle: "[OPTION…] [INSTANCE|ROLE_ROOT]"
        case .list: "[OPTION…]"
        case .logs: "[OPTION…] [INSTANCE|ROLE_ROOT] [TASK…]"
        case .restart: "[OPTION…] [INSTANCE|ROLE_ROOT] TASK"
        case .signal: "[OPTION…] [INSTANCE|ROLE_ROOT] TASK SIGNAL"
        case .updateConfiguration: "[OPTION…] [INSTANCE|ROLE_ROOT] FILE"
        case .export: "kubernetes|swarm|compose|systemd [OPTION…] [ROLE_ROOT]"
        case .import: "supervisord [OPTION…] FILE"
        case .schema: "[rolemodel|servicedefinition|serviceconfiguration|servicemodule|linux]"
        case .completion: "bash|zsh|fish"
        case .role: "get|set-status|clear-status|request-recycle|wait …"
        case .blockStartup: "[OPTION…]"
        }
    }

    /// Whether it asks a running role, or for what one has left.
    var isOperators: Bool {
        switch self {
        case .status, .list, .why, .timeline, .logs, .events, .stop, .recycle, .restart, .signal, .updateConfiguration:
            true
        case .run, .validate, .plan, .export, .import, .schema, .completion, .role, .blockStartup: false
        }
    }

    /// Whether a role's folder stands last.
    var takesRoleRoot: Bool {
        switch self {
        case .run, .validate, .plan, .export: true
        default: false
        }
    }

    /// How many words stand before the role's folder.
    var leadingOperands: Int {
        switch self {
        case .export, .schema, .completion: 1
        case .import: 2
        default: 0
        }
    }

    /// What its first word may be; empty when there is no closed list.
    var firstWords: [String] {
        switch self {
        case .export: ExportTarget.allCases.map(\.rawValue)
        case .import: ["supervisord"]
        case .schema: Schema.allCases.map(\.rawValue)
        case .completion: Shell.allCases.map(\.rawValue)
        case .role: ["get", "set-status", "clear-status", "request-recycle", "wait"]
        default: []
        }
    }
}
