/// The commands of `wahostbootstrapper`.
public enum CommandName: String, CaseIterable, Sendable {
    case run
    case validate
    case plan
    case status
    case stop
    case recycle
    case blockStartup = "block-startup"

    /// What it does, in one line.
    public var summary: String {
        switch self {
        case .run: "start the role, keep it Ready, stop it in order"
        case .validate: "read all files of the role and tell every fault"
        case .plan: "show what run would do: who, where, as which user, with what, waiting for what"
        case .status:
            "show how a running role is: its phase, its tasks, its host; with --check, only whether it is Ready"
        case .stop: "stop a running role in order; the second time, kill it at once"
        case .recycle: "stop a running role in order, to begin again: exit code 84, or what --recycle says"
        case .blockStartup: "inside a /blockStartup pair: wait for the background task, or say that it is initialised"
        }
    }

    /// What stands after its name in the usage line.
    public var operands: String {
        switch self {
        case .run, .validate, .plan: "[OPTION…] [ROLE_ROOT]"
        case .status, .stop, .recycle: "--control-socket PATH [OPTION…]"
        case .blockStartup: "[OPTION…]"
        }
    }
}
