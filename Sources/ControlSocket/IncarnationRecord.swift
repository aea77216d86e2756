/// How one incarnation ended, as `why` shows it and as it is kept on the disk (`docs/reference/why.schema.json`).
public struct IncarnationRecord: Hashable, Sendable {
    /// A process that the end is put down to.
    public struct Suspect: Hashable, Sendable {
        /// The number of its task, from 1; nil for the host.
        public var task: Int?
        /// How messages call it.
        public var name: String
        /// Its process; nil when there was none.
        public var pid: Int?
        /// How it ended; nil when it could not be started, or still lived.
        public var exit: StatusDocument.Exit?
        /// How long it lived.
        public var duration: Duration?
        /// Its program.
        public var program: String
        /// Its working directory.
        public var workingDirectory: String
        /// What it wrote last.
        public var lines: [String]

        /// Creates a suspect of which only the name is known.
        public init(task: Int?, name: String) {
            self.task = task
            self.name = name
            program = ""
            workingDirectory = ""
            lines = []
        }
    }

    /// The name of the folder with the records, in that of the logs.
    public static let folder = "Incarnations"
    /// How many are kept.
    public static let mostKept = 20

    /// The role's name.
    public var role = ""
    /// The instance.
    public var instance = ""
    /// The deployment.
    public var deployment = ""
    /// The role root.
    public var roleRoot = ""
    /// The bootstrapper's process.
    public var pid = 0
    /// Which incarnation of that process it was, from 1.
    public var incarnation = 1
    /// When it began, by the wall clock, as RFC 3339 has it.
    public var began = ""
    /// When it ended.
    public var ended = ""
    /// How long it lasted.
    public var duration = Duration.zero
    /// Whether it had become Ready.
    public var wasReady = false
    /// Why it ended.
    public var reason = StatusDocument.Reason(kind: "", text: "")
    /// The bootstrapper's exit code; nil when another incarnation followed.
    public var code: Int?
    /// The limit of core files that children were started with, in bytes; nil for none.
    public var coreLimit: Int?
    /// Who the end is put down to; nobody for an end that was asked for.
    public var suspects: [Suspect] = []

    /// Creates an empty record.
    public init() {}
}
