import RoleModel

/// Background and foreground tasks beside the role: their end and their restart (C2).
extension Machine {
    /// Says what a task is doing now.
    mutating func setState(_ state: TaskRun.State, of index: Int) {
        runs[index, default: TaskRun(state: state, nextDelay: plan.restartBackoff.first)].state = state
    }

    /// Takes the end of a task's child, or that it could not be started.
    mutating func taskEnded(_ index: Int, _ child: Child, _ outcome: TaskRun.Outcome) {
        setState(.ended(outcome), of: index)
        switch phase {
        case .runningTask(index, _, _, _):
            simpleTaskEnded(index, outcome)
        case .runningTask(let position, _, _, _):
            if let reason = failedBlock(at: position, agent: index, outcome) {
                stop(because: reason)
            } else {
                asynchronousTaskEnded(index, outcome)
            }
        case .awaitingAgent(let block, agent: index, _):
            if let reason = failedBlock(at: block, agent: index, outcome) {
                stop(because: reason)
            } else {
                passBlock(block)
            }
        case .awaitingAgent, .startingHost, .running:
            asynchronousTaskEnded(index, outcome)
        case .stopping:
            childGone(child)
        case .idle, .recycling, .finished:
            break  // Without children.
        }
    }

    private mutating func asynchronousTaskEnded(_ index: Int, _ outcome: TaskRun.Outcome) {
        if runs[index]?.isRestartRequested == true { return startAgain(index) }
        if outcome.isFailure { runs[index]?.failures &+= 1 }
        if !isHeld(index) { restartIfWanted(index) }
    }

    /// Whether a task's restart policy is held back: a block that comes judges the agent's first life, whenever it comes.
    func isHeld(_ index: Int) -> Bool {
        guard let position = phase.position, let lastBlock = lastBlocks[index] else { return false }
        return position <= lastBlock
    }

    /// Begins the delay before a task's restart, when its policy wants one.
    mutating func restartIfWanted(_ index: Int) {
        guard let run = runs[index], case .ended(let outcome) = run.state else { return }
        guard let task = plan.task(index), task.type != .simple, task.restart.wantsRestart(after: outcome) else {
            return
        }
        setState(.restarting(arm(.restart(index), run.nextDelay), after: outcome), of: index)
        runs[index]?.nextDelay = plan.restartBackoff.following(run.nextDelay)
    }

    mutating func restartTimerFired(_ index: Int) {
        switch phase {
        case .runningTask, .awaitingAgent, .startingHost, .running:
            startTask(index)
            runs[index]?.restarts &+= 1
        case .idle, .stopping, .recycling, .finished:
            break  // A stop has cancelled the timer.
        }
    }

    /// Forgets a task's earlier restarts.
    mutating func youthTimerFired(_ child: ChildID) {
        live[child]?.youth = nil
        if case .task(let index)? = live[child]?.work { runs[index]?.nextDelay = plan.restartBackoff.first }
    }

    /// Watches what a task that has just been executed declares, and its first minute when it has been restarted.
    mutating func taskStarted(_ child: ChildID, _ index: Int) {
        if plan.task(index)?.watchesReadiness == true { watchReadiness(child, .task(index)) }
        if let run = runs[index], run.nextDelay > plan.restartBackoff.first {
            let timer = arm(.youth(child), plan.restartBackoff.forgottenAfter)
            live[child]?.youth = timer
        }
    }

    /// Cancels the restarts that wait, so that nothing starts during a stop.
    mutating func cancelRestarts() {
        for (index, run) in runs.sorted(by: { $0.key < $1.key }) {
            guard case .restarting(let timer, let outcome) = run.state else { continue }
            cancel(timer)
            setState(.ended(outcome), of: index)
        }
    }
}
