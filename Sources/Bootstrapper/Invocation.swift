import Dispatch
import Glibc
import Kernel
import RoleCommands
import RoleModel
import Supervision

/// One call of `wahostbootstrapper`: words in, exit code out.
public enum Invocation {
    /// Does what the command line says and ends the process.
    ///
    /// Called on the main thread, which becomes the spawner when a role is run.
    public static func run(words: [String]) -> Never {
        if words.first == CommandName.role.rawValue { role(Array(words.dropFirst())) }
        guard words.first == CommandName.run.rawValue else { end(code(of: words, on: nil) ?? .success) }
        let ground = Ground()
        ground.begin {
            if let code = code(of: words, on: ground) { end(code) }
        }
    }

    /// `role …`: the command line of the runtime endpoint, whose words and exit codes are its own.
    private static func role(_ words: [String]) -> Never {
        _ = wak_unblock_signals()
        let code = RoleCommand.run(
            words: words,
            environment: SystemFacts.current().environment,
            say: StandardStreams.say,
            complain: StandardStreams.complain
        )
        _exit(code)
    }

    /// Ends the process without the exit handlers of threads that may be at work; nothing of ours is buffered.
    private static func end(_ code: ExitCode) -> Never { _exit(code.rawValue) }

    /// Does what the words say; nil when a role runs now.
    private static func code(of words: [String], on ground: Ground?) -> ExitCode? {
        let system = SystemFacts.current()
        do throws(UsageError) {
            return try dispatch(words, system, ground)
        } catch {
            StandardStreams.complain("wahostbootstrapper: \(error.message)\n")
            let command = error.command.map { " " + $0.rawValue } ?? ""
            StandardStreams.complain("see: wahostbootstrapper\(command) --help\n")
            return .usage
        }
    }

    private static func dispatch(
        _ words: [String],
        _ system: SystemFacts,
        _ ground: Ground?
    ) throws(UsageError) -> ExitCode? {
        guard let first = words.first else {
            StandardStreams.complain(HelpText.program)
            return .usage
        }
        if first == "--help" || first == "-h" || first == "help" {
            StandardStreams.say(HelpText.program)
            return .success
        }
        if first == "--version" {
            StandardStreams.say("wahostbootstrapper \(HelpText.version)\n")
            return .success
        }
        guard let command = CommandName(rawValue: first) else {
            let all = CommandName.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("cannot use command '\(first)': write one of \(all)")
        }
        let parsed = try ParsedOptions(command, words: Array(words.dropFirst()), environment: system.environment)
        if parsed.has(.help) {
            StandardStreams.say(HelpText.command(command))
            return .success
        }
        if parsed.has(.version) {
            StandardStreams.say("wahostbootstrapper \(HelpText.version)\n")
            return .success
        }
        return try perform(parsed, system, ground)
    }

    private static func perform(
        _ parsed: ParsedOptions,
        _ system: SystemFacts,
        _ ground: Ground?
    ) throws(UsageError) -> ExitCode? {
        // They were blocked before `main`, so that a role that is run misses none. Every other command ends by them.
        if parsed.command != .run { _ = wak_unblock_signals() }
        switch parsed.command {
        case .validate, .plan:
            let options = try InputOptions(parsed, system: system)
            if parsed.has(.schema) { return try SchemaCheck.validate(options, parsed, system) }
            let inspect = parsed.command == .plan ? Inspection.plan : Inspection.validate
            return inspect(
                options,
                parsed.has(.json),
                system,
                StandardStreams.say,
                StandardStreams.complain
            )
        case .blockStartup: return try blockStartup(parsed, system)
        case .status, .list, .why, .timeline, .logs, .events, .stop, .recycle, .restart, .signal, .updateConfiguration:
            return try ControlCommands.perform(parsed, system)
        case .export: return try ExportCommand.perform(parsed, system)
        case .import: return try ImportCommand.perform(parsed, system)
        case .schema: return try SchemaCommand.perform(parsed)
        case .completion: return try CompletionCommand.perform(parsed)
        case .role: return .usage  // Its words are its own (`role`).
        case .run:
            guard let ground else { return .usage }
            let options = try RunOptions(parsed, system: system)
            if options.isDryRun {
                let (say, complain) = (StandardStreams.say, StandardStreams.complain)
                return Inspection.plan(options.input, json: false, system: system, say: say, complain: complain)
            }
            RunLaunch.begin(options, system, on: ground)
            return nil
        }
    }

    private static func blockStartup(_ parsed: ParsedOptions, _ system: SystemFacts) throws(UsageError) -> ExitCode {
        guard let channel = system.environment[BlockStartup.variable], channel.hasPrefix("/") else {
            throw UsageError(
                "cannot find the channel: \(BlockStartup.variable) is not set; the bootstrapper sets it for both tasks of a "
                    + "/blockStartup pair",
                command: .blockStartup
            )
        }
        if parsed.has(.signal) {
            let number = BlockStartup.signal(channel)
            guard number != 0 else { return .success }
            StandardStreams.complain("cannot signal '\(channel)': \(SystemErrorText.text(number))\n")
            return .internalFault
        }
        switch BlockStartup.wait(channel, atMost: try parsed.seconds(.timeout)) {
        case .initialised: return .success
        case .timedOut:
            StandardStreams.complain("cannot go on: the background task was not initialised in time\n")
            return .readinessTimedOut
        case .failed(let number):
            StandardStreams.complain("cannot wait for '\(channel)': \(SystemErrorText.text(number))\n")
            return .internalFault
        }
    }
}
