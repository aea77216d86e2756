import Lifecycle
import RoleModel

extension RolePlan {
    /// Returns the plan for a person, 80 columns wide where the words allow it, without colour.
    ///
    /// Diagnostics are not in it; whoever prints it prints those, too.
    public func text() -> String {
        var out = WrappedText()
        out.line("role \(roleName), instance \(instanceID), deployment \(deploymentID)")
        out.line("in \(roleRoot)")
        writeShared(to: &out)
        out.line()
        out.line(tasks.isEmpty ? "no startup tasks" : "startup tasks, in order")
        for task in tasks { write(task, to: &out) }
        out.line()
        writeHost(to: &out)
        writeStopOrder(to: &out)
        for note in notes {
            out.line()
            out.paragraph("note: ", note)
        }
        return out.text
    }

    private func writeShared(to out: inout WrappedText) {
        out.line()
        out.line("environment of every process")
        let inherited = sharedEnvironment.filter { $0.origin == .inherited && $0.name != "PATH" }.map(\.name)
        if !inherited.isEmpty {
            out.paragraph("  inherited: ", inherited.joined(separator: " "), indent: 4)
        }
        for variable in sharedEnvironment where variable.origin != .inherited || variable.name == "PATH" {
            out.line("  " + variable.shown)
        }
    }

    private func write(_ task: PlannedTask, to out: inout WrappedText) {
        let number = String(task.number)
        let margin = String(repeating: " ", count: max(0, 3 - number.count))
        out.line()
        out.line(
            "\(margin)\(number)  \(task.type.rawValue)  \(task.context.rawValue)  "
                + task.commandLine
        )
        let runsNothing = if case .native = task.block { true } else { false }
        if runsNothing {
            field("runs", "nothing: the bootstrapper itself waits", to: &out)
        } else {
            write(task.command, in: task.workingDirectory, as: task.credentials, to: &out)
        }
        field("waits for", waitText(before: task), to: &out)
        field("then", task.thenText(agent: agent(of: task)), to: &out)
        if let readiness = task.readiness, task.type != .simple {
            let limit = DurationText.spoken(task.schedule.readinessTimeout)
            field("ready when", "\(readiness.text), within \(limit)", to: &out)
        }
        if !runsNothing { writeVariables(task.environment, task.setAtLaunch, of: task.credentials, to: &out) }
    }

    private func writeHost(to out: inout WrappedText) {
        guard let host else {
            out.line("no host: the role has no entry point")
            return
        }
        out.line("host")
        out.line()
        out.line(
            "  *  \(host.kind.rawValue)  \(host.context.rawValue)  " + host.written
        )
        write(host.command, in: host.workingDirectory, as: host.credentials, to: &out)
        field("waits for", waitText(before: nil), to: &out)
        field("ready when", host.readyText, to: &out)
        let interval = DurationText.spoken(plan.statusCheckInterval)
        field("then", "\(host.statusCheckText) every \(interval); its end ends the role", to: &out)
        writeVariables(host.environment, host.setAtLaunch, of: host.credentials, to: &out)
    }

    private func writeStopOrder(to out: inout WrappedText) {
        guard !stopOrder.isEmpty else { return }
        out.line()
        out.line("on stop, in order")
        out.line()
        if plan.drain > .zero {
            out.paragraph("     ", "first out of rotation, and served on for \(DurationText.spoken(plan.drain))")
        }
        for (place, step) in stopOrder.enumerated() {
            let who = step.task.map { "task \($0) '\(step.name)'" } ?? "the host '\(step.name)'"
            let told = step.onStopTimeout.map { "Stopping and OnStop within \(DurationText.spoken($0)), then " } ?? ""
            let limit = step.timeout.flatMap { $0.isEndless ? nil : $0 }
            let end = limit.map { "SIGKILL after \(DurationText.spoken($0))" } ?? "waited for without a limit"
            let number = String(place + 1)
            let margin = String(repeating: " ", count: max(0, 3 - number.count))
            let text = "\(who): \(told)\(SignalName.of(step.signal)), \(end)"
            out.paragraph("\(margin)\(number)  ", text)
        }
    }
}

extension RolePlan {
    private func field(_ name: String, _ text: String, to out: inout WrappedText) {
        let padding = String(repeating: " ", count: max(1, 12 - name.count))
        out.paragraph("     \(name)\(padding)", text)
    }

    private func write(
        _ command: ResolvedCommand?,
        in folder: String,
        as user: PlannedCredentials,
        to out: inout WrappedText
    ) {
        if let command {
            let words = command.shellText.map { "/bin/sh -c " + ShellCommand.quoted(command.masked($0)) }
            field("runs", words ?? command.shownArguments.map(ShellCommand.quoted).joined(separator: " "), to: &out)
            field("rule", command.rules.map(\.sentence).joined(separator: "; "), to: &out)
        } else {
            field("runs", "(can not be run, see the diagnostics)", to: &out)
        }
        field("in", PathText.shown(folder, below: roleRoot), to: &out)
        let limits =
            (user.noNewPrivileges ? ", no new privileges" : "") + (user.dropsCapabilities ? ", no capabilities" : "")
        field("as", "\(user.user)\(limits) (\(user.why))", to: &out)
    }

    private func writeVariables(
        _ variables: [PlannedVariable],
        _ atLaunch: [String],
        of user: PlannedCredentials,
        to out: inout WrappedText
    ) {
        let shared = Set(sharedEnvironment)
        let own = variables.filter { !shared.contains($0) && $0.name != "PWD" }
        let ofUser = own.filter { $0.origin == .user }.map(\.name).joined(separator: ", ")
        let lines =
            (ofUser.isEmpty ? [] : ["\(ofUser): those of \(user.userName)"])
            + own.filter { $0.origin != .user }.map(\.shown) + atLaunch.map { "\($0)=(set at launch)" }
        for (place, line) in lines.enumerated() {
            out.line((place == 0 ? "     variables   " : "                 ") + line)
        }
    }

    private func agent(of task: PlannedTask) -> PlannedTask? {
        switch task.block {
        case nil: nil
        case .native(let agent), .program(let agent): tasks.indices.contains(agent) ? tasks[agent] : nil
        }
    }

    /// Tasks are waited for in order, so the last one tells of all.
    private func waitText(before task: PlannedTask?) -> String {
        waits(before: task).last.map { "the good end of task \($0)" } ?? "nothing"
    }
}

extension PlannedVariable {
    /// The variable as `plan` shows it; a secret without its value.
    fileprivate var shown: String {
        if let source { return "\(name)=(hidden, from \(source))" }
        let text = isSecret && !value.isEmpty ? "(hidden)" : value
        return "\(name)=\(text)"
    }
}
