import RoleModel

/// The two ways to end children. All that are told at once and have the same limit share one timer.
extension Machine {
    /// Tells children to end, each once; one that is only ordered is told when it has started.
    mutating func terminate(_ ids: [ChildID]) {
        var shared: [Duration: TimerID] = [:]
        for id in ids {
            guard let child = live[id] else { continue }
            let limit = stopTimeout(of: child.work)
            switch child.stage {
            case .starting:
                let timer = share(.stopTimeout, limit ?? plan.killDeadline, in: &shared)
                live[id]?.stage = .unwanted(timer)
            case .running:
                order(.terminate(id))
                let timer = limit.map { share(.stopTimeout, $0, in: &shared) }
                live[id]?.stage = .terminating(timer)
            case .unwanted, .terminating, .killed, .givenUp:
                break
            }
        }
    }

    /// Kills children, each once.
    mutating func kill(_ ids: [ChildID]) {
        var shared: [Duration: TimerID] = [:]
        for id in ids {
            guard let child = live[id] else { continue }
            switch child.stage {
            case .starting, .running, .unwanted, .terminating:
                release(child.stage.timer)
                order(.kill(id))
                let timer = share(.killDeadline, plan.killDeadline, in: &shared)
                live[id]?.stage = .killed(timer)
            case .killed, .givenUp:
                break
            }
        }
    }

    /// Kills those whose stop timeout this timer was.
    mutating func stopTimeoutFired(_ timer: TimerID) {
        kill(takeSharers(of: timer))
    }

    /// Stops waiting for those whose kill was in vain; the status shows them as still running.
    mutating func killDeadlineFired(_ timer: TimerID) {
        for id in takeSharers(of: timer) {
            guard let child = live[id] else { continue }
            live[id]?.stage = .givenUp
            childGone(child)
        }
    }

    private mutating func takeSharers(of timer: TimerID) -> [ChildID] {
        sharers[timer] = nil
        return live.filter { $0.value.stage.timer == timer }.keys.sorted(by: >)
    }

    /// Returns the timer for a limit, the same for all who join here.
    private mutating func share(
        _ purpose: TimerPurpose,
        _ limit: Duration,
        in shared: inout [Duration: TimerID]
    ) -> TimerID {
        let timer = shared[limit] ?? arm(purpose, limit)
        shared[limit] = timer
        sharers[timer, default: 0] += 1
        return timer
    }

    /// Leaves a shared timer; the last one to leave cancels it.
    mutating func release(_ timer: TimerID?) {
        guard let timer, let count = sharers[timer] else { return }
        sharers[timer] = count > 1 ? count - 1 : nil
        if count <= 1 { cancel(timer) }
    }

    private func stopTimeout(of work: Work) -> Duration? {
        switch work {
        case .host: plan.host?.stopTimeout ?? plan.killDeadline
        case .task(let index): plan.task(index)?.stopTimeout
        }
    }
}
