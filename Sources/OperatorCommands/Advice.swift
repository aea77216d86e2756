import ControlSocket

/// What to try after an end, by what is known of it.
struct Advice {
    private let record: IncarnationRecord

    init(_ record: IncarnationRecord) { self.record = record }

    /// The sentences, the most helpful first.
    var lines: [String] {
        switch record.reason.kind {
        case "stopped", "recycleRequested": []
        case "startupTaskFailed", "blockFailed": suspects + [again]
        case "hostStartFailed":
            ["wahostbootstrapper plan '\(record.roleRoot)' shows which program is run, where and as whom"]
        case "hostReadinessTimedOut":
            [
                "does it report Ready at all (sd_notify READY=1, or the readiness that the model declares)? A host that "
                    + "needs longer: --readiness-timeout SECONDS"
            ] + [again]
        case "hostExited": suspects
        case "unresponsive":
            [
                "it lives but does not answer: look what it waits for (its last lines, gdb -p, /proc/PID/stack); a host "
                    + "that is only slow: --status-check-interval SECONDS"
            ]
        default: []
        }
    }

    private var again: String {
        "run it alone, as the role does: wahostbootstrapper plan '\(record.roleRoot)' shows command, folder, user and environment"
    }

    private var suspects: [String] {
        record.suspects.prefix(1).flatMap { suspect -> [String] in
            switch suspect.exit {
            case .code(126)?: ["code 126: a command in it was found but may not be executed: chmod +x, or its #! line"]
            case .code(127)?: ["code 127: a command in it was not found: is it installed, and is its folder in PATH?"]
            case .code(137)?: [Self.killed]
            case .code(143)?: ["code 143: something it waits for was told to end (128 + 15)"]
            case .signal(9)?: [Self.killed]
            case .signal(let signal)? where CorePattern.dumps(signal):
                ["it crashed: its core, if there is one, and its last lines say where; a backtrace: gdb PROGRAM CORE"]
            case .signal(let signal)?:
                [
                    "signal \(SignalTable.name(Int32(clamping: signal))) came from outside: who sends it? (auditctl, or journalctl at that time)"
                ]
            case .code(0)? where record.reason.kind == "hostExited":
                [
                    "a host must not end by itself, not with 0 either: it may have put itself into the background (keep it in the foreground)"
                ]
            case .code?:
                suspect.lines.isEmpty
                    ? [
                        "it said nothing before it ended: wahostbootstrapper logs '\(suspect.name)' shows what it said earlier"
                    ]
                    : ["its last lines say why, most often; more: wahostbootstrapper logs '\(suspect.name)' -n 200"]
            case nil: []
            }
        }
    }

    private static let killed =
        "KILL came from outside: most often memory ran out (dmesg | grep -i oom, memory.events of its cgroup), else somebody sent it"
}
