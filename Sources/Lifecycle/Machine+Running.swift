import RoleModel

/// A Ready role: its status, and the StatusCheck loop (D6, D7).
extension Machine {
    mutating func becomeReady(host: ChildID?, _ status: RoleInstanceStatus) {
        var running = Running(host: host)
        publish(status)
        if host != nil, plan.statusCheckInterval > .zero {
            running.interval = arm(.statusCheck, plan.statusCheckInterval)
        }
        phase = .running(running)
        keepSteadyTimer()
    }

    /// Takes what the host last said of itself.
    mutating func setStatus(_ status: RoleInstanceStatus) {
        publish(status)
        keepSteadyTimer()
    }

    /// Keeps the timer that forgets earlier recycles armed while Ready, and only when there is something to forget.
    private mutating func keepSteadyTimer() {
        guard case .running(var running) = phase else { return }
        let isWanted = published == .ready && recycleDelay > plan.recycleBackoff.first
        if isWanted, running.steady == nil {
            running.steady = arm(.steady, plan.recycleBackoff.forgottenAfter)
        } else if !isWanted {
            cancel(running.steady)
            running.steady = nil
        }
        phase = .running(running)
    }

    mutating func steadyTimerFired() {
        recycleDelay = plan.recycleBackoff.first
        keepSteadyTimer()
    }

    /// Asks, and arms the next check at once: the time between two checks counts from check to check.
    mutating func statusCheckTimerFired() {
        guard case .running(var running) = phase, let host = running.host else { return }
        running.interval = arm(.statusCheck, plan.statusCheckInterval)
        if running.check == nil {  // A question that is still open is not asked again.
            let id = ask(host)
            running.check = Running.Check(id: id, timeout: arm(.statusCheckTimeout, plan.statusCheckTimeout))
        }
        phase = .running(running)
    }

    mutating func statusCheckAnswered(_ id: StatusCheckID, _ status: RoleInstanceStatus) {
        switch phase {
        case .running(var running):
            guard let check = running.check, check.id == id else { return }
            cancel(check.timeout)
            running.check = nil
            running.misses = 0
            phase = .running(running)
            setStatus(status)
        case .idle, .runningTask, .awaitingAgent, .startingHost, .stopping, .recycling, .finished:
            break
        }
    }

    mutating func statusCheckTimeoutFired() {
        guard case .running(var running) = phase else { return }
        running.check = nil
        running.misses += 1
        phase = .running(running)
        if running.misses >= plan.statusCheckMisses { stop(because: .unresponsive) }
    }
}
