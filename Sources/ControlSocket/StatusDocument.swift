/// The answer to `status`: what an operator sees of a running role (behaviour H2).
///
/// The format is `docs/reference/status.md` and `status.schema.json`.
public struct StatusDocument: Hashable, Sendable {
    /// How a process ended.
    public enum Exit: Hashable, Sendable {
        /// By itself, with this code.
        case code(Int)
        /// By this signal.
        case signal(Int)
    }

    /// A startup task.
    public struct Task: Hashable, Sendable {
        /// Its place in the file, from 1.
        public var number: Int
        /// How messages call it.
        public var name: String
        /// `simple`, `background` or `foreground`.
        public var type: String
        /// What it is doing.
        public var state: String
        /// Its process, while it lives.
        public var pid: Int?
        /// How its last process ended.
        public var exit: Exit?
        /// Why it counts as failed, for a person.
        public var failure: String?
        /// How long its process lives, or lived.
        public var duration: Duration?
        /// What its process says of itself (sd_notify `STATUS`).
        public var says: String?
        /// How often it was started again in this incarnation.
        public var restarts: Int
        /// How often it failed in this incarnation.
        public var failures: Int

        /// Creates a task of which nothing has been seen yet.
        public init(number: Int, name: String, type: String, state: String) {
            self.number = number
            self.name = name
            self.type = type
            self.state = state
            restarts = 0
            failures = 0
        }
    }

    /// The host.
    public struct Host: Hashable, Sendable {
        /// How messages call it.
        public var name: String
        /// `WaWorkerHost`, `WaIISHost` or `WaWebHost`.
        public var kind: String
        /// What it is doing.
        public var state: String
        /// Its process, while it lives.
        public var pid: Int?
        /// How its last process ended.
        public var exit: Exit?
        /// How long its process lives, or lived.
        public var duration: Duration?
        /// What its process says of itself (sd_notify `STATUS`).
        public var says: String?
        /// StatusChecks in a row that it has not answered.
        public var misses: Int

        /// Creates a host of which nothing has been seen yet.
        public init(name: String, kind: String, state: String) {
            self.name = name
            self.kind = kind
            self.state = state
            misses = 0
        }
    }

    /// One StatusCheck.
    public struct StatusCheck: Hashable, Sendable {
        /// `ready` or `busy`; nil when there was no answer, or none yet.
        public var answer: String?
        /// How long ago it was asked.
        public var age: Duration

        /// Creates a check.
        public init(answer: String?, age: Duration) {
            self.answer = answer
            self.age = age
        }
    }

    /// What is waited for.
    public struct Awaited: Hashable, Sendable {
        /// The kind; stable, for programs.
        public var kind: String
        /// The numbers of the tasks that it is about.
        public var tasks: [Int]
        /// The same for a person.
        public var text: String

        /// Creates one.
        public init(kind: String, tasks: [Int] = [], text: String) {
            self.kind = kind
            self.tasks = tasks
            self.text = text
        }
    }

    /// Why it stops, has stopped, or begins again.
    public struct Reason: Hashable, Sendable {
        /// The kind; stable, for programs.
        public var kind: String
        /// The same for a person.
        public var text: String

        /// Creates one.
        public init(kind: String, text: String) {
            self.kind = kind
            self.text = text
        }
    }

    /// The bootstrapper's version.
    public var bootstrapper = ""
    /// The bootstrapper's process.
    public var pid = 0
    /// The role's name.
    public var role = ""
    /// The instance.
    public var instance = ""
    /// The deployment.
    public var deployment = ""
    /// The role root.
    public var roleRoot = ""
    /// Where its logs and the records of its ends are.
    public var logFolder = ""
    /// The phase, by Azure's names.
    public var phase = ""
    /// `ready` or `busy`: what was published last.
    public var status = ""
    /// The wall-clock time at which the phase began, as RFC 3339 has it.
    public var since = ""
    /// How long the phase has lasted.
    public var phaseDuration = Duration.zero
    /// How long the bootstrapper has run.
    public var uptime = Duration.zero
    /// Which incarnation this is, from 1.
    public var incarnation = 1
    /// What is waited for; nil while the role runs and when it is over.
    public var awaited: Awaited?
    /// Why it stops, has stopped, or begins again; nil else.
    public var reason: Reason?
    /// Whether a stop was asked for, so that no incarnation follows.
    public var isStopRequested = false
    /// The startup tasks, in file order.
    public var tasks: [Task] = []
    /// The host; nil for a role without one.
    public var host: Host?
    /// The last StatusChecks, the latest last.
    public var statusChecks: [StatusCheck] = []

    /// Creates an empty document.
    public init() {}
}
