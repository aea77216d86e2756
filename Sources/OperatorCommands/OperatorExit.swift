import ControlSocket

/// How a command of an operator ends; the numbers are the program's exit codes.
public enum OperatorExit: Int32, Sendable {
    /// It was done.
    case done = 0
    /// The instance is not Ready, or what was asked for is not possible now.
    case notReady = 1
    /// The command line is wrong, or does not say which of several roles is meant.
    case usage = 64
    /// There is no such file.
    case noInput = 66
    /// No bootstrapper answers.
    case absent = 69
    /// What came can not be understood.
    case fault = 70
    /// It is another user's.
    case notPermitted = 77
    /// The files that were named are faulty.
    case faultyFiles = 78
}

/// Why a command can not be done: what a person reads, and the exit code.
struct OperatorFailure: Error {
    let text: String
    let exit: OperatorExit

    init(_ exit: OperatorExit, _ text: String) {
        self.exit = exit
        self.text = text
    }

    /// Explains why a socket gives no answer.
    init(_ failure: ControlClient.Failure, at path: String) {
        switch failure {
        case .absent(let reason):
            self.init(
                .absent,
                "cannot reach a bootstrapper at '\(path)': \(reason); is a role run with --control-socket '\(path)'?"
            )
        case .silent:
            self.init(.absent, "cannot get an answer at '\(path)' within 5 s: is the bootstrapper stopped?")
        case .notPermitted(let reason):
            self.init(
                .notPermitted,
                "cannot use control socket '\(path)': \(reason); ask as the bootstrapper's user or root"
            )
        case .refused(let fault):
            switch fault.code {
            case .faultyFiles: self.init(.faultyFiles, fault.message)
            case .notFound: self.init(.usage, fault.message)
            case .notPossible, .tooMany: self.init(.notReady, fault.message)
            case .unknownCommand:
                self.init(.fault, fault.message + "; it may be an older bootstrapper than this program")
            case .malformed, .tooLong, .unsupportedVersion, .notPermitted: self.init(.fault, fault.message)
            }
        case .unreadable(let reason): self.init(.fault, "cannot read the answer at '\(path)': \(reason)")
        }
    }
}
