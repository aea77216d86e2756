/// The exit codes of our own; every other is the host's (behaviour D5, E6; `docs/reference/exit-codes.md`).
public enum ExitCode: Int32, CaseIterable, Sendable {
    /// Stopped as asked, or everything valid.
    case success = 0
    /// `status --check`: not Ready; `recycle`: nothing to recycle.
    case notReady = 1
    /// The command line is wrong.
    case usage = 64
    /// A file or folder that was named is not there or can not be read.
    case noInput = 66
    /// Nobody answers on the control socket; `validate --schema`: there is no xmllint.
    case noBootstrapper = 69
    /// A fault of our own or of the machine: no launcher, no memory, no descriptors.
    case internalFault = 70
    /// A file that was to be written could not be.
    case cannotWrite = 73
    /// Another bootstrapper runs this instance on the same resources root.
    case alreadyRunning = 75
    /// The control socket is another user's.
    case notPermitted = 77
    /// The files of the role are faulty.
    case faultyFiles = 78
    /// A simple startup task failed.
    case startupTaskFailed = 80
    /// What was to become ready did not in time.
    case readinessTimedOut = 81
    /// The host could not be started.
    case hostStartFailed = 82
    /// The host answered no StatusCheck.
    case unresponsive = 83
    /// A recycle was asked for, and nobody here begins it.
    case recycleRequested = 84

    /// What it means, in one line.
    public var meaning: String {
        switch self {
        case .success: "stopped as asked; for validate and plan: everything is valid; else: done"
        case .notReady: "the instance is not Ready; for recycle: nothing runs that could be recycled"
        case .usage: "the command line is wrong; nothing was started"
        case .noInput: "a file or folder that was named is not there or can not be read; nothing was started"
        case .noBootstrapper:
            "no bootstrapper answers on the control socket; for validate --schema: there is no xmllint"
        case .internalFault: "the launcher could not be started, or another fault of the machine"
        case .cannotWrite: "a file that was to be written is there already, or could not be written"
        case .alreadyRunning: "another bootstrapper runs this instance on the same resources root; nothing was started"
        case .notPermitted: "the control socket belongs to another user"
        case .faultyFiles: "the files of the role are faulty; nothing was started"
        case .startupTaskFailed: "a simple startup task failed; what ran was stopped in order"
        case .readinessTimedOut: "what was to become ready did not; what ran was stopped in order"
        case .hostStartFailed: "the host could not be started; what ran was stopped in order"
        case .unresponsive: "the host answered no StatusCheck; what ran was stopped in order"
        case .recycleRequested: "a recycle was asked for; what ran was stopped in order"
        }
    }
}
