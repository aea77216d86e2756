import RoleModel

/// What follows an incarnation: nothing, or the next one (A1).
extension Machine {
    /// Ends the incarnation; beside a process that could not be ended no other one begins.
    mutating func conclude(isClean: Bool) {
        guard case .stopping(let stop) = phase else { return }
        leavePhase()
        guard isClean, live.isEmpty, !stop.isAsked, recycles(after: stop.reason) else { return finish(stop.reason) }
        phase = .recycling(arm(.recycle, recycleDelay), after: stop.reason)
        lastRecycleDelay = recycleDelay
        recycleDelay = plan.recycleBackoff.following(recycleDelay)
    }

    /// Why an incarnation is over that another one follows, and how long the rest between them is; nil at any other time.
    public var pendingRecycle: (reason: FinishReason, delay: Duration)? {
        guard case .recycling(.some, let reason) = phase else { return nil }
        return (reason, lastRecycleDelay)
    }

    private func recycles(after reason: FinishReason) -> Bool {
        switch plan.recycle {
        case .never: false
        case .onFailure: !isSuccess(reason)
        case .always: true
        }
    }

    /// Whether a role that ends so has done what it was there for; a recycle asked for wants to begin again.
    private func isSuccess(_ reason: FinishReason) -> Bool {
        switch reason {
        case .stopped: true
        case .hostExited(let status): status.isSuccess(plan.host?.successExitCodes ?? [])
        case .recycleRequested, .startupTaskFailed, .blockFailed, .hostStartFailed, .hostReadinessTimedOut,
            .hostReadinessLost, .unresponsive:
            false
        }
    }

    /// Has the files read again: what comes with them decides what runs.
    mutating func prepareIncarnation() {
        guard case .recycling(_, let reason) = phase else { return }
        incarnation &+= 1
        runs = [:]
        phase = .recycling(nil, after: reason)
        order(.beginIncarnation(incarnation))
    }

    /// Begins the incarnation that was prepared, with its plan.
    mutating func incarnationPrepared(_ plan: Plan) {
        switch phase {
        case .recycling(nil, _):
            (self.plan, lastBlocks) = plan.paired()
            // A stop finds nothing to leave: the timer has fired.
            startTasks(from: 0)
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running, .stopping, .recycling, .finished:
            break
        }
    }

    mutating func finish(_ reason: FinishReason) {
        phase = .finished(reason)
        order(.finish(reason))
    }
}
