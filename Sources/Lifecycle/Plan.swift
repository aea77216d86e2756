import RoleModel

/// What will happen, as far as the machine needs to know it: no path, no user, no command line.
public struct Plan: Hashable, Sendable {
    /// The startup tasks, in file order.
    public var tasks: [Task] = []
    /// The host; nil for a role without an entry point: it is Ready when its tasks are done, until it is told to stop.
    public var host: Host?
    /// Time between two StatusChecks (D6).
    public var statusCheckInterval: Duration = .seconds(15)
    /// How long an answer to a StatusCheck is waited for (D6).
    public var statusCheckTimeout: Duration = .seconds(10)
    /// How many misses in a row make the instance Unresponsive (D6).
    public var statusCheckMisses = 3
    /// From leaving rotation to the beginning of a stop that was asked for, so that no new work comes while it ends (E1).
    public var drain: Duration = .zero
    /// How long Stopping and OnStop of a resident host may take (E1).
    public var onStopTimeout: Duration = .seconds(300)
    /// How long the clients of the runtime endpoint may take to acknowledge that the role is to stop (E1).
    public var stoppingTimeout: Duration = .seconds(10)
    /// From SIGTERM to SIGKILL for whatever is left when all known children have ended (E5).
    public var stragglerTimeout: Duration = .seconds(5)
    /// How long a child, or a descendant, that was killed is waited for before the stop goes on without it.
    public var killDeadline: Duration = .seconds(10)
    /// How long, after a readiness channel was shut, the exit that says why is waited for.
    public var readinessLostGrace: Duration = .milliseconds(100)
    /// The delays before a background or foreground task is started again (C2).
    public var restartBackoff = Backoff(first: .milliseconds(100), limit: .seconds(30), forgottenAfter: .seconds(60))
    /// Whether the same process begins a new incarnation (A1).
    public var recycle: RecyclePolicy = .never
    /// The delays before a new incarnation (A1).
    public var recycleBackoff = Backoff(first: .seconds(1), limit: .seconds(300), forgottenAfter: .seconds(600))

    /// A startup task.
    public struct Task: Hashable, Sendable {
        /// How messages call it.
        public var name: String
        /// Whether it is waited for.
        public var type: TaskType
        /// Its part in a `/blockStartup` pair (C4).
        public var block: Block?
        /// Whether its own readiness is watched (it declares one, or a paired `/blockStartup` task waits for it natively).
        public var watchesReadiness = false
        /// How long its readiness, once waited for, may take (C6).
        public var readinessTimeout: Duration = .seconds(300)
        /// How long a simple task may run; nil: no limit (C1).
        public var timeout: Duration?
        /// Whether it is started again (C2); background and foreground tasks only.
        public var restart: RestartPolicy = .never
        /// Exit codes that count as success.
        public var successExitCodes: Set<UInt8> = [0]
        /// From SIGTERM to SIGKILL; nil: no limit (foreground tasks, C3).
        public var stopTimeout: Duration? = .seconds(30)

        /// Creates a task with every default.
        public init(name: String, type: TaskType) {
            self.name = name
            self.type = type
            if type == .foreground { stopTimeout = nil }
        }
    }

    /// What a `/blockStartup` task is.
    public enum Block: Hashable, Sendable {
        /// The bootstrapper waits for the readiness of the task with this index; no program is run (C4a).
        case native(agent: Int)
        /// The program is run as written; the task with this index is its agent, whose failing end fails the block (C4b, C6).
        case program(agent: Int)
    }

    /// The host process.
    public struct Host: Hashable, Sendable {
        /// When it is Ready (D2, D4).
        public enum ReadyWhen: Hashable, Sendable {
            /// As soon as it has been executed.
            case started
            /// As soon as its declared readiness holds.
            case readinessHolds
            /// When it says so: `Event.hostReported`.
            case reported
        }

        /// How messages call it.
        public var name: String
        /// When it is Ready.
        public var readyWhen: ReadyWhen = .started
        /// How long becoming Ready may take; the default plan gives `.reported` hosts no limit (nil).
        public var readinessTimeout: Duration? = .seconds(300)
        /// Whether it is resident: told of Stopping, runs OnStop, before it is terminated (D4, E1).
        public var isResident = false
        /// Whether it is a program that can hear of Stopping through the runtime endpoint, before it is terminated (E1).
        public var hearsStopping = false
        /// From SIGTERM to SIGKILL (E1).
        public var stopTimeout: Duration = .seconds(30)
        /// Exit codes that count as success.
        public var successExitCodes: Set<UInt8> = [0]

        /// Creates a host with every default.
        public init(name: String) {
            self.name = name
        }
    }

    /// Creates a plan without tasks and host.
    public init() {}

    /// Returns the plan with the agents of native blocks watched, and the last block of each agent, by the agent's index.
    func paired() -> (Plan, lastBlocks: [Int: Int]) {
        var plan = self
        var lastBlocks: [Int: Int] = [:]
        for (index, task) in tasks.enumerated() {
            switch task.block {
            case .native(let agent):
                lastBlocks[agent] = index
                if plan.task(agent) != nil { plan.tasks[agent].watchesReadiness = true }
            case .program(let agent): lastBlocks[agent] = index
            case nil: break
            }
        }
        return (plan, lastBlocks)
    }

    /// Returns the task with an index, nil when there is none.
    public func task(_ index: Int) -> Task? {
        tasks.indices.contains(index) ? tasks[index] : nil
    }
}

/// Whether a new incarnation is begun in the same process (A1).
public enum RecyclePolicy: String, Hashable, Sendable, CaseIterable {
    /// Whoever is above begins it.
    case never
    /// After any end that is no success, unless a stop was asked for; a recycle that was asked for is no success.
    case onFailure = "on-failure"
    /// After any end but a requested stop.
    case always
}
