/// The way of a timer to who armed it.
extension Machine {
    mutating func timerFired(_ timer: TimerID) {
        guard let purpose = timers.removeValue(forKey: timer) else { return }
        switch purpose {
        case .taskTimeout: taskTimeoutFired()
        case .blockTimeout: blockTimeoutFired(.timedOut)
        case .agentReadinessLost: blockTimeoutFired(.readinessLost)
        case .hostReadiness: stop(because: .hostReadinessTimedOut)
        case .hostReadinessLost: stop(because: .hostReadinessLost)
        case .youth(let child): youthTimerFired(child)
        case .restart(let index): restartTimerFired(index)
        case .statusCheck: statusCheckTimerFired()
        case .statusCheckTimeout: statusCheckTimeoutFired()
        case .steady: steadyTimerFired()
        case .drain: drained()
        case .onStop: endGroup(.foremost)
        case .stopTimeout: stopTimeoutFired(timer)
        case .killDeadline: killDeadlineFired(timer)
        case .stragglers: killStragglers()
        case .stragglersKilled: conclude(isClean: false)
        case .recycle: prepareIncarnation()
        }
    }

    /// Gives a child more time for what it is waited for: its readiness, its work, or its end.
    mutating func timeExtended(_ id: ChildID, _ time: Duration) {
        guard time > .zero, let child = live[id], let timer = limit(of: id, child) else { return }
        order(.extendTimer(timer, time))
    }

    /// The timer that ends the patience with a child.
    private func limit(of id: ChildID, _ child: Child) -> TimerID? {
        switch phase {
        case .runningTask(_, id, let timeout, let blockTimeout):
            timeout ?? blockTimeout
        case .runningTask(let index, _, _, let blockTimeout):
            plan.task(index)?.block?.agent.work == child.work ? blockTimeout : nil
        case .awaitingAgent(_, let agent, let timer):
            agent.work == child.work ? timer : nil
        case .startingHost(id, let timeout, _):
            timeout
        case .stopping(let stop):
            if case .raising(id, let timer) = stop.stage { timer } else { child.stage.patience }
        case .idle, .startingHost, .running, .recycling, .finished:
            nil
        }
    }

    private mutating func taskTimeoutFired() {
        guard case .runningTask(let index, _, _, _) = phase else { return }
        stop(because: .startupTaskFailed(task: index, .timedOut))
    }

    private mutating func blockTimeoutFired(_ failure: BlockFailure) {
        guard let index = phase.position, let agent = plan.task(index)?.block?.agent else { return }
        stop(because: .blockFailed(task: index, agent: agent, failure))
    }

    /// Cancels every timer that belongs to the phase itself, when it is left.
    mutating func leavePhase() {
        switch phase {
        case .idle, .finished:
            break
        case .runningTask(_, _, let timeout, let blockTimeout):
            cancel(timeout)
            cancel(blockTimeout)
        case .awaitingAgent(_, _, let timer):
            cancel(timer)
        case .recycling(let timer, _):
            cancel(timer)
        case .startingHost(_, let timeout, _):
            cancel(timeout)
        case .running(let running):
            cancel(running.interval)
            cancel(running.check?.timeout)
            cancel(running.steady)
        case .stopping(let stop):
            cancel(stop.stage.timer)
        }
    }
}

extension Stop.Stage {
    /// The timer that is armed for it.
    var timer: TimerID? {
        switch self {
        case .draining(_, let timer), .raising(_, let timer), .stragglers(let timer), .killedStragglers(let timer):
            timer
        case .ending: nil
        }
    }
}

extension Child.Stage {
    /// The timer that leads to its kill.
    fileprivate var patience: TimerID? {
        switch self {
        case .terminating(let timer): timer
        case .starting, .running, .unwanted, .killed, .givenUp: nil
        }
    }
}

extension Int {
    /// The work of the task with this index.
    fileprivate var work: Work { .task(self) }
}
