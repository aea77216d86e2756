import RoleModel

/// The end of an incarnation, in order (E1–E3, E5, C3).
extension Machine {
    mutating func stopRequested() {
        switch phase {
        case .idle:
            finish(.stopped)
        case .recycling:
            leavePhase()
            finish(.stopped)
        case .runningTask, .awaitingAgent, .startingHost, .running:
            stop(because: .stopped)
        case .stopping(let stop):
            stopRequestedAgain(stop)
        case .finished:
            break
        }
    }

    mutating func recycleRequested() {
        switch phase {
        case .runningTask, .awaitingAgent, .startingHost, .running:
            stop(because: .recycleRequested)
        case .idle, .stopping, .recycling, .finished:
            break  // Nothing runs, or it ends already.
        }
    }

    /// Whether a recycle that is asked for now begins a stop.
    public var takesRecycle: Bool {
        switch phase {
        case .runningTask, .awaitingAgent, .startingHost, .running: true
        case .idle, .stopping, .recycling, .finished: false
        }
    }

    /// The first request of a stop that has begun for another reason only forbids the recycle; the next one kills.
    private mutating func stopRequestedAgain(_ stop: Stop) {
        guard !stop.isUrgent else { return }
        var stop = stop
        if stop.isAsked {
            stop.isUrgent = true
            hasten(stop)
        } else {
            stop.isAsked = true
            // Its exit code would ask whoever is above to begin again.
            if stop.reason == .recycleRequested { stop.reason = .stopped }
            phase = .stopping(stop)
        }
    }

    /// Leaves rotation, forgets all that was waited for, and begins to end what runs.
    mutating func stop(because reason: FinishReason) {
        let raised = hostToRaise(reason)
        let isDrained = plan.drain > .zero && published == .ready && isAskedFor(reason)
        publish(.busy)
        leavePhase()
        cancelRestarts()
        cancelYouth()
        unwatchAll()
        var stop = Stop(reason: reason, isAsked: reason == .stopped)
        guard isDrained else { return begin(stop, telling: raised) }
        stop.stage = .draining(raised, arm(.drain, plan.drain))
        phase = .stopping(stop)
    }

    /// Whether whoever is stopped works well: who has failed is not left to serve on.
    private func isAskedFor(_ reason: FinishReason) -> Bool {
        switch reason {
        case .stopped, .recycleRequested: true
        default: false
        }
    }

    /// Begins to end what runs: nobody sends work any longer.
    mutating func drained() {
        guard case .stopping(let stop) = phase, case .draining(let raised, _) = stop.stage else { return }
        begin(stop, telling: raised)
    }

    private mutating func begin(_ stop: Stop, telling raised: ChildID?) {
        var stop = stop
        order(.announceStop)
        guard let raised, live[raised] != nil else { return end(.foremost, stop) }
        order(.raiseStopping(raised))
        let isResident = plan.host?.isResident == true
        let limit = isResident ? plan.onStopTimeout : min(plan.onStopTimeout, plan.stoppingTimeout)
        stop.stage = .raising(raised, arm(.onStop, limit))
        phase = .stopping(stop)
    }

    /// Returns the host that is told of the stop and waited for: one whose OnStart has ended and that still answers (D4).
    private func hostToRaise(_ reason: FinishReason) -> ChildID? {
        guard case .running(let running) = phase, let host = running.host, live[host] != nil else { return nil }
        let hearsStopping = plan.host?.isResident == true || plan.host?.hearsStopping == true
        return hearsStopping && reason != .unresponsive ? host : nil
    }

    mutating func hostStopped(_ child: ChildID) {
        switch phase {
        case .stopping(let stop):
            guard case .raising(child, let timer) = stop.stage else { return }
            cancel(timer)
            endGroup(.foremost)
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running, .recycling, .finished:
            break
        }
    }

    mutating func endGroup(_ group: Stop.Group) {
        guard case .stopping(let stop) = phase else { return }
        end(group, stop)
    }

    /// Tells a whole group to end, newest child first, or goes on behind it when it is empty.
    ///
    /// All are told at once, so that a stop takes as long as its slowest child, not as long as all of them together.
    private mutating func end(_ group: Stop.Group, _ stop: Stop) {
        let members = members(of: group)
        guard !members.isEmpty else { return end(behind: group, stop) }
        var stop = stop
        stop.stage = .ending(group, left: members.count)
        phase = .stopping(stop)
        if stop.isUrgent { kill(members) } else { terminate(members) }
    }

    private mutating func end(behind group: Stop.Group, _ stop: Stop) {
        switch group {
        case .foremost: end(.background, stop)
        case .background: end(.foreground, stop)
        case .foreground, .everything: endStragglers(stop)
        }
    }

    /// Returns the children of a group that are still waited for, newest first.
    func members(of group: Stop.Group) -> [ChildID] {
        live.filter { $0.value.stage != .givenUp && isMember($0.value.work, of: group) }.keys.sorted(by: >)
    }

    private func isMember(_ work: Work, of group: Stop.Group) -> Bool {
        switch (group, work) {
        case (.everything, _), (.foremost, .host): true
        case (.background, .host), (.foreground, .host): false
        case (.foremost, .task(let index)): plan.task(index)?.type == .simple
        case (.background, .task(let index)): plan.task(index)?.type == .background
        case (.foreground, .task(let index)): plan.task(index)?.type == .foreground
        }
    }

    /// Goes on when a child has ended that the stop waited for.
    mutating func childGone(_ child: Child) {
        guard child.stage != .givenUp, case .stopping(var stop) = phase else { return }
        switch stop.stage {
        case .draining(let raised, let timer):
            guard child.work == .host else { return }
            cancel(timer)
            begin(stop, telling: raised)
        case .raising(let host, let timer):
            guard live[host] == nil else { return }
            cancel(timer)
            end(.foremost, stop)
        case .ending(let group, let left):
            guard isMember(child.work, of: group) else { return }
            guard left > 1 else { return end(behind: group, stop) }
            stop.stage = .ending(group, left: left - 1)
            phase = .stopping(stop)
        case .stragglers, .killedStragglers:
            break
        }
    }

    /// Kills all at once and cancels every wait.
    private mutating func hasten(_ stop: Stop) {
        switch stop.stage {
        case .draining(_, let timer):
            cancel(timer)
            order(.announceStop)
            end(.everything, stop)
        case .raising(_, let timer):
            cancel(timer)
            end(.everything, stop)
        case .ending:
            end(.everything, stop)
        case .stragglers(let timer):
            cancel(timer)
            endStragglers(stop)
        case .killedStragglers:
            phase = .stopping(stop)
        }
    }

    private mutating func endStragglers(_ stop: Stop) {
        var stop = stop
        if stop.isUrgent {
            order(.killStragglers)
            stop.stage = .killedStragglers(arm(.stragglersKilled, plan.killDeadline))
        } else {
            order(.terminateStragglers)
            stop.stage = .stragglers(arm(.stragglers, plan.stragglerTimeout))
        }
        phase = .stopping(stop)
    }

    mutating func killStragglers() {
        guard case .stopping(var stop) = phase else { return }
        order(.killStragglers)
        stop.stage = .killedStragglers(arm(.stragglersKilled, plan.killDeadline))
        phase = .stopping(stop)
    }

    mutating func stragglersGone() {
        switch phase {
        case .stopping(let stop):
            switch stop.stage {
            case .stragglers, .killedStragglers: conclude(isClean: true)
            case .draining, .raising, .ending: break
            }
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running, .recycling, .finished:
            break
        }
    }
}
