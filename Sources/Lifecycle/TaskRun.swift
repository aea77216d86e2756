import RoleModel

/// What has become of a startup task in this incarnation; a task that was not reached has none.
struct TaskRun: Hashable, Sendable {
    /// How a launch ended.
    enum Outcome: Hashable, Sendable {
        /// With success, or after it had been told to end.
        case exited(TerminationStatus)
        /// With a failure.
        case failed(TaskFailure)

        /// Whether it is a failure.
        var isFailure: Bool {
            switch self {
            case .exited: false
            case .failed: true
            }
        }
    }

    /// What the task is doing.
    enum State: Hashable, Sendable {
        /// A native block that waits for its agent.
        case blocking
        /// A native block whose agent has initialised; no program was run.
        case passed
        /// Its child is ordered or lives.
        case live(ChildID)
        /// Its child has ended.
        case ended(Outcome)
        /// Its child has ended, the next one comes when the timer fires.
        case restarting(TimerID, after: Outcome)
    }

    /// What it is doing.
    var state: State
    /// The delay before its next restart.
    var nextDelay: Duration
    /// How often it was started again.
    var restarts = 0
    /// How often it failed.
    var failures = 0
    /// Whether somebody asked for a new process, and the old one has been told to end.
    var isRestartRequested = false
}

extension RestartPolicy {
    /// Returns whether a task that ended so is started again.
    func wantsRestart(after outcome: TaskRun.Outcome) -> Bool {
        switch self {
        case .never: false
        case .onFailure: outcome.isFailure
        case .always: true
        }
    }
}
