import Lifecycle
import LogCapture
import Planning
import RoleModel
import Supervision

/// The words of a run: what the log and the console say about each event.
///
/// The only place of the product that writes log lines of its own; it decides nothing.
struct RunStory {
    let role: PreparedRole
    let capture: CaptureThread

    /// How messages call a piece of work.
    func name(of work: Work) -> String {
        switch work {
        case .task(let index): taskName(index)
        case .host: "host '\(role.plan.host?.schedule.name ?? "")'"
        }
    }

    /// `startup task 2 of 5 'setup.sh'`.
    func taskName(_ index: Int) -> String {
        guard role.plan.tasks.indices.contains(index) else { return "startup task \(index + 1)" }
        return "startup task \(index + 1) of \(role.plan.tasks.count) '\(role.plan.tasks[index].name)'"
    }

    /// `(RoleModel.xml:14:5)`.
    func place(of work: Work) -> String {
        switch work {
        case .task(let index):
            guard role.plan.tasks.indices.contains(index) else { return "" }
            return " (\(Self.text(role.plan.tasks[index].location)))"
        case .host:
            return role.plan.host.map { " (\(Self.text($0.location)))" } ?? ""
        }
    }

    private static func text(_ location: FileLocation) -> String {
        let file = location.file.split(separator: "/").last.map(String.init) ?? location.file
        return "\(file):\(location.line):\(location.column)"
    }

    func begins(incarnation: Int) {
        let tasks = role.plan.tasks.count
        let host = role.plan.host == nil ? "no entry point" : role.hostKind.rawValue
        let number = incarnation > 1 ? ", incarnation \(incarnation)" : ""
        capture.record(
            .info,
            "role '\(role.plan.roleName)', instance \(role.plan.instanceID)\(number): "
                + "\(tasks) startup task\(tasks == 1 ? "" : "s"), \(host)",
            fields: [
                LogField("event", "begin"), LogField("role", role.plan.roleName),
                LogField("instance", role.plan.instanceID), LogField("incarnation", incarnation),
            ]
        )
        guard incarnation == 1 else { return }
        for note in role.plan.notes { capture.record(.info, note) }
        if !ChildProcesses.seesDescendants {
            capture.record(
                .warning,
                "cannot look into /proc: it is missing, or that of another PID namespace (unshare --mount-proc gives it its "
                    + "own); going on, without ending processes that leave their group, and without sd_notify from children"
            )
        }
    }

    /// Azure's own lines, in its log only (LIFECYCLE §8.2).
    func willExecute(_ work: Work) {
        guard case .task(let index) = work, role.plan.tasks.indices.contains(index) else { return }
        let task = role.plan.tasks[index]
        let type =
            switch task.type {
            case .simple: 0
            case .foreground: 1
            case .background: 2
            }
        let module = task.moduleName ?? "(null)"
        capture.record(
            .warning,
            "Executing Startup Task type=\(type) rolemodule=\(module) cmd=\"\(task.loggedCommand)\"",
            to: .log
        )
        capture.record(.warning, "Executing \"\(task.loggedCommand)\" .", to: .log)
    }

    func started(_ work: Work, pid: Int32) {
        let kind =
            switch work {
            case .task(let index) where role.plan.tasks.indices.contains(index):
                role.plan.tasks[index].type.rawValue + ", "
            case .task, .host: ""
            }
        capture.record(
            .info,
            "\(name(of: work)) started (\(kind)pid \(pid))",
            fields: fields("started", work) + [LogField("pid", Int(pid))]
        )
    }

    func startFailed(_ work: Work, _ failure: StartFailure) {
        capture.record(.error, "cannot start \(name(of: work))\(place(of: work)): \(Self.text(failure))")
    }

    func ended(_ work: Work, _ status: TerminationStatus, after life: Duration, isExpected: Bool) {
        let text = "\(name(of: work)) \(Self.text(status)) after \(SecondsText.short(life))"
        capture.record(isExpected ? .info : .warning, text, fields: fields("ended", work) + Self.fields(status))
        if case .task(let index) = work, case .exited(let code) = status, role.plan.tasks.indices.contains(index) {
            let task = role.plan.tasks[index]
            capture.record(
                .warning,
                "Program \"\(task.loggedCommand)\" exited with \(code). Working Directory = \(task.workingDirectory)",
                to: .log
            )
        }
    }

    func ready(_ work: Work, after life: Duration) {
        capture.record(.info, "\(name(of: work)) is initialised after \(SecondsText.short(life))")
    }

    func isAwaited(task: Int, agent: Int) {
        capture.record(.info, "\(taskName(task)) waits until \(taskName(agent)) is initialised")
    }

    func published(_ status: RoleInstanceStatus, after life: Duration) {
        let text = status == .ready ? "Ready after \(SecondsText.short(life))" : "Busy"
        capture.record(.info, text, fields: [LogField("event", "status"), LogField("status", status.rawValue)])
    }

    private func fields(_ event: String, _ work: Work) -> [LogField] {
        switch work {
        case .task(let index): [LogField("event", event), LogField("task", index + 1)]
        case .host: [LogField("event", event), LogField("host", role.plan.host?.schedule.name ?? "")]
        }
    }

    private static func fields(_ status: TerminationStatus) -> [LogField] {
        switch status {
        case .exited(let code): [LogField("code", Int(code))]
        case .signaled(let signal): [LogField("signal", Int(signal))]
        }
    }

    /// `exited with code 7`, `was ended by signal 11 (SEGV)`.
    static func text(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exited with code \(code)"
        case .signaled(let signal): "was ended by signal \(signal) (\(SignalName.text(signal)))"
        }
    }

    static func text(_ failure: StartFailure) -> String {
        failure.error == 0 ? failure.stage : "\(failure.stage): \(SystemErrorText.text(failure.error))"
    }
}
