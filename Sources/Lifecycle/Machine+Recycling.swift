import RoleModel

/// What follows an incarnation: nothing, or the next one (A1).
extension Machine {
    /// Ends the incarnation; beside a process that could not be ended no other one begins.
    mutating func conclude(isClean: Bool) {
        guard case .stopping(let stop) = phase else { return }
        leavePhase()
        guard isClean, live.isEmpty, !stop.isAsked, recycles(after: stop.reason) else { return finish(stop.reason) }
        phase = .recycling(arm(.recycle, recycleDelay), after: stop.reason)
        recycleDelay = plan.recycleBackoff.following(recycleDelay)
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
            .unresponsive:
            false
        }
    }

    mutating func beginIncarnation() {
        incarnation &+= 1
        runs = [:]
        order(.beginIncarnation(incarnation))
        startTasks(from: 0)
    }

    mutating func finish(_ reason: FinishReason) {
        phase = .finished(reason)
        order(.finish(reason))
    }
}
