import Glibc
import Lifecycle
import LogCapture
import Planning
import RoleModel
import Supervision

extension RoleRun {
    func spawn(_ child: ChildID, _ work: Work) {
        let source = SourceID(Int(truncatingIfNeeded: child.number))
        lives[child] = Life(work: work, source: source, orderedAt: .now)
        story.willExecute(work)
        var order: LaunchOrder
        do {
            order = try makeOrder(child, work, source)
        } catch {
            startFailed(child, error)
            return
        }
        children.spawn(child, order) { [weak self] result in
            switch result {
            case .success(let pid): self?.started(child, pid: pid)
            case .failure(let failure): self?.startFailed(child, failure)
            }
        } exited: { [weak self] status, usage in
            self?.observe(status, usage, of: child)
            self?.exited(child, status)
        }
    }

    private func started(_ child: ChildID, pid: Int32) {
        guard let life = lives[child] else { return }
        lives[child]?.pid = pid
        beginToWatch(child)
        story.started(life.work, pid: pid)
        if life.work == .host {
            resident?.channel.hostHasStarted()
            reportBusyLeases(to: child)
        }
        handle(.childStarted(child))
    }

    private func startFailed(_ child: ChildID, _ failure: StartFailure) {
        guard let life = lives.removeValue(forKey: child) else { return }
        life.watcher?.stop()
        disconnectEndpoint(child, life.work)
        finishChannel(of: child)
        capture.finish(life.source) { _ in }
        story.startFailed(life.work, failure)
        record?.add(.startFailed(life.work, failure))
        handle(.childStartFailed(child, failure))
    }

    private func exited(_ child: ChildID, _ status: TerminationStatus) {
        guard let life = lives.removeValue(forKey: child) else { return }
        life.watcher?.stop()
        disconnectEndpoint(child, life.work)
        if life.work == .host {
            statusProbe?.cancel()
            statusProbe = nil
            checkedStatus = nil
            stoppingHost = nil
            finishChannel(of: child)
        }
        collectLastWords(life)
        let lifetime = ContinuousClock.now - life.orderedAt
        lifetimes[life.work] = lifetime
        record?.ended(life.work, RunRecord.Death(status: status, pid: life.pid, lifetime: lifetime))
        let isSuccess = status.isSuccess(successExitCodes(of: life.work))
        story.ended(life.work, status, after: lifetime, isExpected: isSuccess || life.wasToldToEnd)
        handle(.childExited(child, status))
    }

    /// Has the capture read what is left in the pipes; the machine does not wait for it.
    private func collectLastWords(_ life: Life) {
        pendingLastWords += 1
        let work = life.work
        capture.finish(life.source) { [weak self] lines in
            guard let self else { return }
            lastWords[work] = lines
            pendingLastWords -= 1
            if pendingLastWords == 0 { endIfPossible() }
        }
    }

    private func successExitCodes(of work: Work) -> Set<UInt8> {
        switch work {
        case .task(let index): machine.plan.task(index)?.successExitCodes ?? [0]
        case .host: machine.plan.host?.successExitCodes ?? [0]
        }
    }

    func terminate(_ child: ChildID) {
        guard let life = lives[child] else { return }
        lives[child]?.wasToldToEnd = true
        children.terminate(child, with: stopSignal(of: life.work))
    }

    func kill(_ child: ChildID) {
        guard let life = lives[child] else { return }
        lives[child]?.wasToldToEnd = true
        story.kills(life.work)
        children.kill(child)
    }

    private func stopSignal(of work: Work) -> Int32 {
        switch work {
        case .task(let index) where role.plan.tasks.indices.contains(index): role.plan.tasks[index].stopSignal
        case .host: role.plan.host?.stopSignal ?? SIGTERM
        case .task: SIGTERM
        }
    }

    private func makeOrder(_ child: ChildID, _ work: Work, _ source: SourceID) throws(StartFailure) -> LaunchOrder {
        var order = try plainOrder(of: work)
        try connect(&order, child, readiness: readiness(of: work))
        connectEndpoint(&order, child, work)
        if work == .host { try connectChannel(&order, child) }
        try capture(&order, source, of: child, work)
        if case .task(let index) = work { order.holdsOutput = machine.plan.task(index)?.type == .simple }
        return order
    }

    /// The order without output and readiness.
    func plainOrder(of work: Work) throws(StartFailure) -> LaunchOrder {
        switch work {
        case .task(let index):
            guard role.plan.tasks.indices.contains(index), let command = role.plan.tasks[index].command else {
                throw StartFailure(stage: "finding its program", error: ENOENT)
            }
            let task = role.plan.tasks[index]
            return order(command, task.workingDirectory, task.credentials, task.environment)
        case .host:
            guard let host = role.plan.host, let command = host.command else {
                throw StartFailure(stage: "finding its program", error: ENOENT)
            }
            return order(command, host.workingDirectory, host.credentials, host.environment)
        }
    }

    private func readiness(of work: Work) -> PlannedReadiness? {
        switch work {
        case .task(let index): role.plan.tasks.indices.contains(index) ? role.plan.tasks[index].readiness : nil
        case .host:
            switch role.plan.host?.schedule {
            case let host? where host.isResident: nil
            case let host? where host.readyWhen == .reported: PlannedReadiness(.notify)
            // WATCHDOG=1 needs a channel, too.
            default:
                role.plan.host.flatMap { $0.readiness ?? ($0.statusCheck?.readiness == .notify ? $0.statusCheck : nil) }
            }
        }
    }

    private func order(
        _ command: ResolvedCommand,
        _ folder: String,
        _ credentials: PlannedCredentials,
        _ environment: [PlannedVariable]
    ) -> LaunchOrder {
        var order = LaunchOrder(
            program: command.executable,
            arguments: command.arguments,
            environment: environment.map { "\($0.name)=\($0.value)" } + ["WAHOST_EXECUTABLE=\(system.executable)"],
            workingDirectory: folder
        )
        if credentials.changesUser {
            order.credentials = Credentials(
                user: credentials.uid,
                group: credentials.gid,
                supplementaryGroups: credentials.groups ?? []
            )
        }
        order.noNewPrivileges = credentials.noNewPrivileges
        order.dropsCapabilities = credentials.dropsCapabilities
        return order
    }

    /// The name of a work's output file, without `.log` and before the capture has made it one that fits.
    func outputFile(of work: Work) -> String {
        let name = story.shortName(of: work)
        guard case .task(let index) = work else { return "host-" + name }
        return (index < 9 ? "0" : "") + "\(index + 1)-" + name
    }

    private func capture(
        _ order: inout LaunchOrder,
        _ source: SourceID,
        of child: ChildID,
        _ work: Work
    ) throws(StartFailure) {
        do {
            let (name, file) = (story.shortName(of: work), outputFile(of: work))
            let ends = try capture.open(source, name: name, file: file, tally: tally(of: child, work))
            order.standardOutput = ends.standardOutput
            order.standardError = ends.standardError
        } catch let error as CaptureError {
            throw StartFailure(stage: error.what, error: error.errno)
        } catch {
            throw StartFailure(stage: "capturing its output", error: EIO)
        }
    }
}
