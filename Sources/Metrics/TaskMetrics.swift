import Lifecycle

/// What is measured of one startup task, or of the host.
public struct TaskMetrics: Hashable, Sendable {
    /// How messages call it.
    public var name: String
    /// `simple`, `background`, `foreground` or `host`.
    public var type: String
    /// Whether its process lives.
    public var isRunning = false
    /// How often it was started again, since the bootstrapper began.
    public var restarts = 0
    /// How its processes ended, since the bootstrapper began.
    public var ends = EndTally()
    /// How long its process lives, or lived; nil before the first.
    public var duration: Duration?
    /// Processor time in the program, of all its processes.
    public var userTime: Duration?
    /// Processor time in the kernel, of all its processes.
    public var systemTime: Duration?
    /// Memory that is resident now, in bytes; nil without a process.
    public var residentBytes: Int64?
    /// The most memory that one process had resident at once, in bytes.
    public var peakResidentBytes: Int64?
    /// Lines that it wrote; nil when they are not counted.
    public var logLines: Int?
    /// Bytes that it wrote; nil when they are not counted.
    public var logBytes: Int?

    /// Lines that its log file did not take; nil when they are not counted.
    public var logLinesLost: Int?

    /// Creates the metrics of a task of which nothing has been seen yet.
    public init(name: String, type: String) {
        self.name = name
        self.type = type
    }
}
