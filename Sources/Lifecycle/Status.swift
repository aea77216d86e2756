/// What an operator sees of the machine (H2); computed when asked, without times, which the edge knows.
public struct Status: Hashable, Sendable {
    /// What is waited for.
    public enum Awaited: Hashable, Sendable {
        /// The first event.
        case start
        /// A simple task's end.
        case task(Int)
        /// The readiness of a `/blockStartup` task's agent.
        case agent(task: Int, agent: Int)
        /// The host's execution.
        case hostStart
        /// The host's becoming Ready.
        case hostReady
        /// The end of the work that came before the instance left rotation.
        case drain
        /// The end of Stopping and OnStop.
        case hostStopping
        /// The end of children that have been told to end, in the order of their start.
        case children([Work])
        /// The end of descendants that are no children of ours.
        case stragglers
        /// The next incarnation.
        case recycle
    }

    /// A startup task.
    public struct Task: Hashable, Sendable {
        /// What it is doing.
        public enum State: Hashable, Sendable {
            /// Not reached yet, or not reached in this incarnation.
            case waiting
            /// Ordered.
            case starting
            /// Executed.
            case running
            /// Executed, and its readiness holds.
            case ready
            /// Waits for its agent (native `/blockStartup`).
            case blocking
            /// Its agent has initialised; no program was run.
            case passed
            /// Has ended, with success or because it was told to.
            case exited(TerminationStatus)
            /// Has failed.
            case failed(TaskFailure)
            /// Has ended and is started again after a delay; how it failed, nil after a success.
            case restarting(after: TaskFailure?)
            /// Has been told to end.
            case stopping
            /// Was killed in vain; nobody waits for it any longer.
            case stillRunning
        }

        /// How messages call it.
        public var name: String
        /// What it is doing.
        public var state: State
        /// Its child; nil when none is ordered or lives.
        public var child: ChildID?
        /// How often it was started again in this incarnation.
        public var restarts: Int
        /// How often it failed in this incarnation, a simple task's failure, which ends the incarnation, not counted.
        public var failures: Int
    }

    /// The host.
    public struct Host: Hashable, Sendable {
        /// What it is doing.
        public enum State: Hashable, Sendable {
            /// Not ordered yet, or ended.
            case absent
            /// Ordered.
            case starting
            /// Executed, not Ready yet.
            case running
            /// Ready.
            case ready
            /// Busy, after having been Ready.
            case busy
            /// Has been told to end.
            case stopping
            /// Was killed in vain; nobody waits for it any longer.
            case stillRunning
        }

        /// How messages call it.
        public var name: String
        /// What it is doing.
        public var state: State
        /// Its child; nil when none is ordered or lives.
        public var child: ChildID?
        /// StatusChecks in a row that it has not answered.
        public var misses: Int
    }

    /// The phase, by Azure's names.
    public var phase: InstancePhase
    /// What was published last: Ready or Busy.
    public var instance: RoleInstanceStatus
    /// Which incarnation this is, from 1.
    public var incarnation: Int
    /// What is waited for; nil while the role runs and when it is over.
    public var awaited: Awaited?
    /// Why it stops, has stopped, or begins again; nil else.
    public var reason: FinishReason?
    /// Whether a stop was asked for, so that no incarnation follows.
    public var isStopRequested: Bool
    /// The startup tasks, in file order.
    public var tasks: [Task]
    /// The host; nil for a role without one.
    public var host: Host?
}
