import RoleModel

/// The machine as others see it.
extension Machine {
    /// What an operator sees.
    public var status: Status {
        Status(
            phase: instancePhase,
            instance: published,
            incarnation: incarnation,
            awaited: awaited,
            reason: reason,
            isStopRequested: isStopRequested,
            tasks: plan.tasks.indices.compactMap(taskStatus),
            host: plan.host.map(hostStatus)
        )
    }

    /// The phase, by Azure's names; its cost does not grow with the role.
    public var instancePhase: InstancePhase {
        switch phase {
        case .idle: .creating
        case .runningTask, .awaitingAgent: .starting
        case .startingHost(let host, _, _): live[host]?.stage == .starting ? .starting : .busy
        case .running: published == .ready ? .ready : .busy
        case .stopping(let stop): stop.reason == .unresponsive ? .unresponsive : .stopping
        case .recycling(_, let reason): recyclingPhase(after: reason)
        case .finished: .stopped
        }
    }

    /// The first delay is an accident, a longer one a habit.
    private func recyclingPhase(after reason: FinishReason) -> InstancePhase {
        let first = plan.recycleBackoff.following(plan.recycleBackoff.first)
        guard recycleDelay > first else { return .restarting }
        switch reason {
        case .startupTaskFailed, .blockFailed, .hostStartFailed, .hostReadinessTimedOut,
            .hostReadinessLost:
            return .failedStarting
        case .hostExited, .unresponsive: return .cycling
        case .stopped, .recycleRequested: return .restarting
        }
    }

    /// The `/blockStartup` task that waits without a program of its own, and its agent; nil when none does.
    public var waitingBlock: (task: Int, agent: Int)? {
        guard case .awaitingAgent(let task, let agent, _) = phase else { return nil }
        return (task, agent)
    }

    /// Whether the instance serves on, out of rotation, before it is stopped.
    public var isDraining: Bool {
        guard case .stopping(let stop) = phase, case .draining = stop.stage else { return false }
        return true
    }

    /// What is waited for; nil while the role runs and when it is over.
    public var awaited: Status.Awaited? {
        switch phase {
        case .idle: .start
        case .runningTask(let index, _, _, _): .task(index)
        case .awaitingAgent(let index, let agent, _): .agent(task: index, agent: agent)
        case .startingHost(let host, _, _): live[host]?.stage == .starting ? .hostStart : .hostReady
        case .stopping(let stop): awaited(in: stop)
        case .recycling: .recycle
        case .running, .finished: nil
        }
    }

    private func awaited(in stop: Stop) -> Status.Awaited {
        switch stop.stage {
        case .draining: return .drain
        case .raising: return .hostStopping
        case .ending(let group, _): return .children(members(of: group).reversed().compactMap { live[$0]?.work })
        case .stragglers, .killedStragglers: return .stragglers
        }
    }

    private var reason: FinishReason? {
        switch phase {
        case .stopping(let stop): stop.reason
        case .recycling(_, let reason), .finished(let reason): reason
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running: nil
        }
    }

    private var isStopRequested: Bool {
        switch phase {
        case .stopping(let stop): stop.isAsked
        case .finished(let reason): reason == .stopped
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running, .recycling: false
        }
    }

    private func taskStatus(_ index: Int) -> Status.Task? {
        guard let task = plan.task(index) else { return nil }
        let run = runs[index]
        var child: ChildID?
        if case .live(let id)? = run?.state { child = id }
        return Status.Task(
            name: task.name,
            state: taskState(run?.state),
            child: child,
            restarts: run?.restarts ?? 0,
            failures: run?.failures ?? 0
        )
    }

    private func taskState(_ state: TaskRun.State?) -> Status.Task.State {
        switch state {
        case nil: .waiting
        case .blocking: .blocking
        case .passed: .passed
        case .live(let child): taskState(live[child])
        case .ended(.exited(let status)): .exited(status)
        case .ended(.failed(let failure)): .failed(failure)
        case .restarting(_, .exited): .restarting(after: nil)
        case .restarting(_, .failed(let failure)): .restarting(after: failure)
        }
    }

    private func taskState(_ child: Child?) -> Status.Task.State {
        switch child?.stage {
        case .starting: .starting
        case .running: child?.readiness == .holds ? .ready : .running
        case .unwanted, .terminating, .killed: .stopping
        case .givenUp: .stillRunning
        case nil: .waiting
        }
    }

    private func hostStatus(_ host: Plan.Host) -> Status.Host {
        let child = live.first { $0.value.work == .host }
        var misses = 0
        if case .running(let running) = phase { misses = running.misses }
        return Status.Host(name: host.name, state: hostState(child?.value), child: child?.key, misses: misses)
    }

    private func hostState(_ child: Child?) -> Status.Host.State {
        switch child?.stage {
        case nil: return .absent
        case .starting: return .starting
        case .running: break
        case .unwanted, .terminating, .killed: return .stopping
        case .givenUp: return .stillRunning
        }
        switch phase {
        case .running: return published == .ready ? .ready : .busy
        case .stopping: return .stopping
        case .idle, .runningTask, .awaitingAgent, .startingHost, .recycling, .finished: return .running
        }
    }
}
