import RoleModel

/// A task's process is ended and started anew because somebody asked for it (H1).
extension Machine {
    /// Why a task is not restarted.
    public enum RestartRefusal: Hashable, Sendable {
        /// There is no such task.
        case unknown
        /// It is a simple task: what follows it was built upon its end.
        case simple
        /// It has not been reached in this incarnation.
        case notReached
        /// A `/blockStartup` task that has not been passed waits, or will wait, for this very process.
        case awaited
        /// It was killed in vain; another process beside it would be one too many.
        case stillRunning
        /// Nothing is started in this phase.
        case wrongPhase
    }

    /// Returns why a task is not restarted now; nil when it is.
    public func restartRefusal(of index: Int) -> RestartRefusal? {
        guard let task = plan.task(index) else { return .unknown }
        guard task.type != .simple else { return .simple }
        switch phase {
        case .runningTask, .awaitingAgent, .startingHost, .running: break
        case .idle, .stopping, .recycling, .finished: return .wrongPhase
        }
        guard let run = runs[index] else { return .notReached }
        guard !isHeld(index) else { return .awaited }
        guard case .live(let child) = run.state, live[child]?.stage == .givenUp else { return nil }
        return .stillRunning
    }

    /// Tells the task's process to end, the second time kills it; one that has ended is started at once.
    mutating func restartRequested(_ index: Int) {
        guard restartRefusal(of: index) == nil, let run = runs[index] else { return }
        switch run.state {
        case .live(let child):
            runs[index]?.isRestartRequested = true
            if run.isRestartRequested { kill([child]) } else { terminate([child]) }
        case .restarting(let timer, _):
            cancel(timer)
            startAgain(index)
        case .ended:
            startAgain(index)
        case .blocking, .passed:
            break  // Only simple tasks block.
        }
    }

    mutating func startAgain(_ index: Int) {
        startTask(index)
        runs[index]?.restarts &+= 1
        runs[index]?.isRestartRequested = false
    }
}
