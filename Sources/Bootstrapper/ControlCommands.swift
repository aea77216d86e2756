import ControlSocket
import Glibc

/// `status`, `stop`, `recycle`: the client's side of the control socket (behaviour H1).
struct ControlCommands {
    /// Where the socket is, absolute.
    let path: String
    /// Takes what was asked for.
    let say: (String) -> Void
    /// Takes what went wrong.
    let complain: (String) -> Void

    /// Does what the command line says.
    ///
    /// - Throws: a usage error when it names no socket.
    static func perform(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> ExitCode {
        guard let path = parsed.text(.controlSocket), !path.isEmpty else {
            throw UsageError(
                "cannot ask a bootstrapper without its socket: write --control-socket PATH, as for its run, or set "
                    + "WAHOST_CONTROL_SOCKET",
                command: parsed.command
            )
        }
        let commands = ControlCommands(
            path: path.hasPrefix("/") ? path : system.currentFolder + "/" + path,
            say: StandardStreams.say,
            complain: StandardStreams.complain
        )
        switch parsed.command {
        case .stop: return commands.stop()
        case .recycle: return commands.recycle()
        default:
            guard !parsed.has(.check) || !parsed.has(.json) else {
                throw UsageError("cannot use --check and --json together: --check prints one word", command: .status)
            }
            if parsed.has(.check) { return commands.check() }
            return commands.status(json: parsed.has(.json), style: .fitting(system.environment))
        }
    }

    /// Runs `status`.
    func status(json: Bool, style: StatusText.Style) -> ExitCode {
        let asked = ask(.status)
        guard let (answer, line) = asked.answer else { return asked.code }
        say(json ? String(decoding: line, as: UTF8.self) + "\n" : StatusText(StatusDocument(answer), style).text)
        return .success
    }

    /// Runs `status --check`: one word, and whether the instance is Ready as the exit code.
    func check() -> ExitCode {
        let asked = ask(.check)
        guard let (answer, _) = asked.answer, let phase = answer["phase"]?.text else {
            say("Absent\n")
            return asked.code
        }
        say(phase + "\n")
        return answer["status"]?.text == "ready" ? .success : .notReady
    }

    /// Runs `stop`.
    func stop() -> ExitCode { order(.stop, "stops in order; a second stop kills at once") }

    /// Runs `recycle`.
    func recycle() -> ExitCode { order(.recycle, "stops in order, to begin again") }

    private func order(_ command: ControlCommand, _ words: String) -> ExitCode {
        let asked = ask(command)
        guard let (answer, _) = asked.answer else { return asked.code }
        say("\(answer["instance"]?.text ?? "the role") \(words)\n")
        return .success
    }

    private func ask(_ command: ControlCommand) -> (answer: (JSON, [UInt8])?, code: ExitCode) {
        do throws(ControlClient.Failure) {
            return (try ControlClient(path: path).ask(command), .success)
        } catch {
            let (text, code) = explain(error)
            complain("wahostbootstrapper: \(text)\n")
            return (nil, code)
        }
    }

    private func explain(_ failure: ControlClient.Failure) -> (String, ExitCode) {
        switch failure {
        case .absent(let reason):
            let mend = "is a role run with --control-socket '\(path)'?"
            return ("cannot reach a bootstrapper at '\(path)': \(reason); \(mend)", .noBootstrapper)
        case .silent:
            return ("cannot get an answer at '\(path)' within 5 s: is the bootstrapper stopped?", .noBootstrapper)
        case .notPermitted(let reason):
            return (
                "cannot use control socket '\(path)': \(reason); ask as the bootstrapper's user or root", .notPermitted
            )
        case .refused(let fault): return (fault.message, fault.code == .notPossible ? .notReady : .internalFault)
        case .unreadable(let reason): return ("cannot read the answer at '\(path)': \(reason)", .internalFault)
        }
    }
}
