import Lifecycle

/// Everything that is measured, at one moment; collected when somebody asks.
public struct MetricsSnapshot: Hashable, Sendable {
    /// What the bootstrapper itself uses.
    public struct Process: Hashable, Sendable {
        /// Processor time, program and kernel together.
        public var processorTime: Duration
        /// Memory that is resident now, in bytes.
        public var residentBytes: Int64
        /// How many descriptors are open.
        public var openDescriptors: Int
        /// How many may be open.
        public var mostDescriptors: Int

        /// Creates a usage.
        public init(processorTime: Duration, residentBytes: Int64, openDescriptors: Int, mostDescriptors: Int) {
            self.processorTime = processorTime
            self.residentBytes = residentBytes
            self.openDescriptors = openDescriptors
            self.mostDescriptors = mostDescriptors
        }
    }

    /// What children wrote, and what of it was lost.
    public struct Logs: Hashable, Sendable {
        /// Bytes read from children.
        public var bytesRead: Int
        /// Lines that a disk did not take.
        public var linesLostByFiles: Int
        /// Lines that the console did not take.
        public var linesLostByConsole: Int
        /// Records of the bootstrapper's own that were lost.
        public var recordsLost: Int

        /// Creates counts.
        public init(bytesRead: Int, linesLostByFiles: Int, linesLostByConsole: Int, recordsLost: Int) {
            self.bytesRead = bytesRead
            self.linesLostByFiles = linesLostByFiles
            self.linesLostByConsole = linesLostByConsole
            self.recordsLost = recordsLost
        }
    }

    /// Leases of clients of the runtime endpoint.
    public struct Leases: Hashable, Sendable {
        /// How many say Started.
        public var started: Int
        /// How many say Busy.
        public var busy: Int

        /// Creates counts.
        public init(started: Int, busy: Int) {
            self.started = started
            self.busy = busy
        }
    }

    /// The bootstrapper's version.
    public var version: String
    /// The instance's name.
    public var instance: String
    /// The role's name.
    public var role: String
    /// The deployment's name.
    public var deployment: String
    /// The phase, by Azure's names.
    public var phase: InstancePhase
    /// When the bootstrapper was started, by the wall clock: milliseconds since 1970.
    public var startTime: Int64
    /// Which incarnation runs, from 1.
    public var incarnation = 1
    /// The number of the configuration in force; nil when nobody has numbered it.
    public var configurationIncarnation: UInt64?
    /// From the incarnation's beginning to its first Ready; nil while it has not come.
    public var bootDuration: Duration?
    /// The startup tasks in file order, then the host.
    public var tasks: [TaskMetrics] = []
    /// The StatusChecks.
    public var statusChecks = StatusCheckMetrics()
    /// What children wrote.
    public var logs: Logs?
    /// Leases; nil without a runtime endpoint.
    public var leases: Leases?
    /// The bootstrapper's own use; nil when it is not known.
    public var process: Process?

    /// Creates a snapshot in which nothing has happened yet.
    public init(
        version: String,
        instance: String,
        role: String,
        deployment: String,
        phase: InstancePhase,
        startTime: Int64
    ) {
        self.version = version
        self.instance = instance
        self.role = role
        self.deployment = deployment
        self.phase = phase
        self.startTime = startTime
    }
}
