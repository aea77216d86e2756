/// The exit codes of `wahostbootstrapper role …`; scripts go by them (`docs/reference/role-command.md`).
public enum RoleExitCode: Int32, Hashable, Sendable, CaseIterable {
    /// The answer is on standard output; the report has been read; what was waited for has happened.
    case done = 0
    /// There is no setting, endpoint, resource or instance of that name.
    case absent = 1
    /// `wait changed`: the role is to stop, nothing will change any more.
    case stopping = 3
    /// The words can not be understood; nothing was asked.
    case usage = 64
    /// There is no runtime endpoint, or it does not answer this process.
    case noEndpoint = 69
    /// What was waited for did not happen in time.
    case timedOut = 75
    /// Somebody answers, but does not speak the protocol, or another version of it.
    case notUnderstood = 76

    /// What it means, for `--help`.
    var meaning: String {
        switch self {
        case .done: "done; what was asked for is on standard output"
        case .absent: "there is no setting, endpoint, resource or instance of that name"
        case .stopping: "wait changed: the role is to stop, nothing will change any more"
        case .usage: "the command line is wrong; nothing was asked"
        case .noEndpoint: "no runtime endpoint: WaRuntimeEndpoint is not set, or nobody answers there"
        case .timedOut: "what was waited for did not happen in time"
        case .notUnderstood: "what answers does not speak protocol 2011-03-08"
        }
    }
}
