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
        case .onStop: endGroup(.foremost)
        case .stopTimeout: stopTimeoutFired(timer)
        case .killDeadline: killDeadlineFired(timer)
        case .stragglers: killStragglers()
        case .stragglersKilled: conclude(isClean: false)
        case .recycle: prepareIncarnation()
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
        case .raising(_, let timer), .stragglers(let timer), .killedStragglers(let timer): timer
        case .ending: nil
        }
    }
}
