import RoleModel

/// News of children.
extension Machine {
    mutating func childStarted(_ id: ChildID) {
        guard let child = live[id] else { return }
        switch child.stage {
        case .starting:
            live[id]?.stage = .running
            childRuns(id, child.work)
        case .unwanted(let timer):
            release(timer)
            live[id]?.stage = .running
            terminate([id])
        case .killed, .givenUp:
            order(.kill(id))  // It was killed before it was there.
        case .running, .terminating:
            break
        }
    }

    private mutating func childRuns(_ id: ChildID, _ work: Work) {
        switch phase {
        case .runningTask, .awaitingAgent, .startingHost, .running:
            switch work {
            case .task(let index): taskStarted(id, index)
            case .host: hostStarted(id)
            }
        case .idle, .stopping, .recycling, .finished:
            break  // A stop comes to it in its turn.
        }
    }

    mutating func childStartFailed(_ id: ChildID, _ failure: StartFailure) {
        guard let child = remove(id) else { return }
        switch child.work {
        case .task(let index): taskEnded(index, child, .failed(.startFailed(failure)))
        case .host: hostEnded(child, .hostStartFailed(failure))
        }
    }

    mutating func childExited(_ id: ChildID, _ status: TerminationStatus) {
        guard let child = remove(id) else { return }
        switch child.work {
        case .task(let index): taskEnded(index, child, outcome(of: index, child, status))
        case .host: hostEnded(child, .hostExited(status))
        }
    }

    /// Judges the end of a task; one that was told to end has not failed.
    private func outcome(of index: Int, _ child: Child, _ status: TerminationStatus) -> TaskRun.Outcome {
        switch child.stage {
        case .unwanted, .terminating, .killed, .givenUp: return .exited(status)
        case .starting, .running: break
        }
        let isSuccess = status.isSuccess(plan.task(index)?.successExitCodes ?? [])
        return isSuccess ? .exited(status) : .failed(.ended(status))
    }

    /// Forgets a child and all that was armed for it.
    private mutating func remove(_ id: ChildID) -> Child? {
        guard let child = live.removeValue(forKey: id) else { return nil }
        release(child.stage.timer)
        cancel(child.youth)
        if child.readiness == .watched { order(.unwatchReadiness(id)) }
        return child
    }

    mutating func childReady(_ id: ChildID) {
        guard let child = live[id], child.readiness == .watched else { return }
        live[id]?.readiness = .holds
        switch phase {
        case .awaitingAgent(let block, let agent, _):
            if child.work == .task(agent) { passBlock(block) }
        case .startingHost:
            if child.work == .host { hostBecameReady(id) }
        case .idle, .runningTask, .running, .stopping, .recycling, .finished:
            break  // It is shown in the status, and a later block asks for it.
        }
    }

    /// A channel is shut by a process that ends, too, a moment before its exit is known: that exit decides, if it comes.
    mutating func readinessLost(_ id: ChildID) {
        guard let child = live[id], child.readiness == .watched else { return }
        live[id]?.readiness = .lost
        switch phase {
        case .awaitingAgent(let block, let agent, let timer):
            guard child.work == .task(agent) else { return }
            cancel(timer)
            let grace = arm(.agentReadinessLost, plan.readinessLostGrace)
            phase = .awaitingAgent(task: block, agent: agent, grace)
        case .startingHost(id, let timer, let reported):
            cancel(timer)
            let grace = arm(.hostReadinessLost, plan.readinessLostGrace)
            phase = .startingHost(id, timeout: grace, reported: reported)
        case .idle, .runningTask, .startingHost, .running, .stopping, .recycling, .finished:
            break  // A later block asks for it.
        }
    }

    mutating func watchReadiness(_ id: ChildID, _ work: Work) {
        live[id]?.readiness = .watched
        order(.watchReadiness(id, work))
    }

    /// Ends every watch, so that no probe meets a role that is stopping.
    mutating func unwatchAll() {
        for (id, child) in live.sorted(by: { $0.key < $1.key }) where child.readiness == .watched {
            live[id]?.readiness = .unwatched
            order(.unwatchReadiness(id))
        }
    }

    /// Forgets what is armed for the time beside a running role.
    mutating func cancelYouth() {
        for (id, child) in live.sorted(by: { $0.key < $1.key }) where child.youth != nil {
            cancel(child.youth)
            live[id]?.youth = nil
        }
    }
}

extension TerminationStatus {
    /// Returns whether it is an exit with one of these codes.
    public func isSuccess(_ codes: Set<UInt8>) -> Bool {
        switch self {
        case .exited(let code): codes.contains(code)
        case .signaled: false
        }
    }
}
