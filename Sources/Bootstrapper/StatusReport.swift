import ControlSocket
import Glibc
import Lifecycle

/// The machine's status, with what only the edge knows: processes, times, earlier ends.
extension RoleRun {
    /// What an operator sees now (behaviour H2).
    var statusDocument: StatusDocument {
        let status = machine.status
        let now = ContinuousClock.now
        var document = StatusDocument()
        document.bootstrapper = HelpText.version
        document.pid = Int(getpid())
        document.role = role.plan.roleName
        document.instance = role.plan.instanceID
        document.deployment = role.plan.deploymentID
        document.roleRoot = role.plan.roleRoot
        document.logFolder = role.folders.diagnosticStore
        document.phase = status.phase.rawValue
        document.status = status.instance.rawValue
        document.phaseDuration = now - (record?.phaseBegan ?? startedAt)
        document.since = WallClock.text(ago: document.phaseDuration)
        document.uptime = now - startedAt
        document.incarnation = status.incarnation
        document.awaited = status.awaited.map(awaited)
        document.reason = status.reason.map { .init(kind: $0.kind, text: why($0)) }
        if status.phase == .busy { document.reason = busyReason.map { .init(kind: "busy", text: $0) } }
        document.isStopRequested = status.isStopRequested
        document.tasks = status.tasks.enumerated().map { task($0.offset, $0.element, now) }
        document.host = status.host.map { host($0, now) }
        document.statusChecks = (record?.checks ?? []).map {
            .init(answer: $0.answer?.rawValue, age: now - $0.asked)
        }
        return document
    }

    /// While it lasts, an end that was asked for is not told as if it were over.
    private func why(_ reason: FinishReason) -> String {
        switch reason {
        case .stopped: "a stop was asked for"
        case .recycleRequested: "a recycle was asked for"
        default: story.verdict(reason)
        }
    }

    private func task(_ index: Int, _ status: Status.Task, _ now: ContinuousClock.Instant) -> StatusDocument.Task {
        let type = machine.plan.task(index)?.type.rawValue ?? ""
        var task = StatusDocument.Task(number: index + 1, name: status.name, type: type, state: status.state.name)
        let life = status.child.flatMap { lives[$0] }
        let exit = record?.deaths[.task(index)]?.status
        task.pid = life?.pid.map(Int.init)
        task.says = life?.says
        task.exit = exit.map(StatusDocument.Exit.init)
        task.failure = status.state.failure.map(RunStory.text)
        task.duration = life.map { now - $0.orderedAt } ?? (exit == nil ? nil : lifetimes[.task(index)])
        task.restarts = status.restarts
        task.failures = status.failures
        return task
    }

    private func host(_ status: Status.Host, _ now: ContinuousClock.Instant) -> StatusDocument.Host {
        var host = StatusDocument.Host(name: status.name, kind: role.hostKind.rawValue, state: status.state.name)
        let life = status.child.flatMap { lives[$0] }
        let exit = record?.deaths[.host]?.status
        host.pid = life?.pid.map(Int.init)
        host.says = life?.says
        host.exit = exit.map(StatusDocument.Exit.init)
        host.duration = life.map { now - $0.orderedAt } ?? (exit == nil ? nil : lifetimes[.host])
        host.misses = status.misses
        return host
    }

    private func awaited(_ awaited: Status.Awaited) -> StatusDocument.Awaited {
        switch awaited {
        case .start: return .init(kind: "start", text: "the start")
        case .task(let task): return .init(kind: "task", tasks: [task + 1], text: "the end of \(story.taskName(task))")
        case .agent(let task, let agent):
            return .init(
                kind: "agent",
                tasks: [task + 1, agent + 1],
                text: "\(story.taskName(agent)) to be initialised, for \(story.taskName(task))"
            )
        case .hostStart: return .init(kind: "hostStart", text: "the start of \(story.name(of: .host))")
        case .hostReady: return .init(kind: "hostReady", text: "\(story.name(of: .host)) to become Ready")
        case .drain:
            return .init(kind: "drain", text: "work that is under way to end, before anything is stopped (--drain)")
        case .hostStopping: return .init(kind: "hostStopping", text: "Stopping and OnStop of \(story.name(of: .host))")
        case .children(let works):
            let tasks = works.compactMap { work in
                if case .task(let index) = work { index + 1 } else { nil }
            }
            return .init(kind: "children", tasks: tasks, text: "the end of " + names(of: works))
        case .stragglers: return .init(kind: "stragglers", text: "the end of processes that were left behind")
        case .recycle: return .init(kind: "recycle", text: "the next incarnation")
        }
    }

    private func names(of works: [Work]) -> String {
        let shown = works.prefix(3).map { story.name(of: $0) }.joined(separator: ", ")
        return works.count > 3 ? shown + " and \(works.count - 3) more" : shown
    }
}

extension StatusDocument.Exit {
    init(_ status: TerminationStatus) {
        switch status {
        case .exited(let code): self = .code(Int(code))
        case .signaled(let signal): self = .signal(Int(signal))
        }
    }
}

extension Status.Task.State {
    /// Its name in the document.
    fileprivate var name: String {
        switch self {
        case .waiting: "waiting"
        case .starting: "starting"
        case .running: "running"
        case .ready: "ready"
        case .blocking: "blocking"
        case .passed: "passed"
        case .exited: "exited"
        case .failed: "failed"
        case .restarting: "restarting"
        case .stopping: "stopping"
        case .stillRunning: "stillRunning"
        }
    }

    fileprivate var failure: TaskFailure? {
        switch self {
        case .failed(let failure): failure
        case .restarting(let failure): failure
        case .waiting, .starting, .running, .ready, .blocking, .passed, .exited, .stopping, .stillRunning: nil
        }
    }
}

extension Status.Host.State {
    /// Its name in the document.
    fileprivate var name: String {
        switch self {
        case .absent: "absent"
        case .starting: "starting"
        case .running: "running"
        case .ready: "ready"
        case .busy: "busy"
        case .stopping: "stopping"
        case .stillRunning: "stillRunning"
        }
    }
}

extension FinishReason {
    /// Its name in the document.
    var kind: String {
        switch self {
        case .stopped: "stopped"
        case .recycleRequested: "recycleRequested"
        case .startupTaskFailed: "startupTaskFailed"
        case .blockFailed: "blockFailed"
        case .hostStartFailed: "hostStartFailed"
        case .hostReadinessTimedOut: "hostReadinessTimedOut"
        case .hostReadinessLost: "hostReadinessLost"
        case .hostExited: "hostExited"
        case .unresponsive: "unresponsive"
        }
    }
}
