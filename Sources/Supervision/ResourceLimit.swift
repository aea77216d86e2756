/// A limit on what a child may use.
public struct ResourceLimit: Hashable, Sendable {
    /// What is limited; numbered as the kernel does on every machine that Swift runs on.
    public enum Resource: UInt32, Hashable, Sendable, CaseIterable {
        /// Seconds of processor time.
        case processorTime = 0
        /// The size of a file.
        case fileSize = 1
        /// Data segment.
        case data = 2
        /// Stack.
        case stack = 3
        /// The size of a core file.
        case coreFile = 4
        /// Resident memory; without effect since Linux 2.4.30.
        case residentMemory = 5
        /// Processes of its user.
        case processes = 6
        /// Open descriptors, and one more than the greatest number of one.
        case openFiles = 7
        /// Locked memory.
        case lockedMemory = 8
        /// Address space.
        case addressSpace = 9
        /// File locks.
        case locks = 10
        /// Queued signals.
        case pendingSignals = 11
        /// Bytes in message queues.
        case messageQueues = 12
        /// 20 less the best nice value.
        case nice = 13
        /// Real-time priority.
        case realTimePriority = 14
        /// Microseconds of real-time processor use without a pause.
        case realTimeTimeout = 15

        /// The name as `prlimit` and systemd write it, without their prefix: `NOFILE`.
        public var name: String {
            let names = [
                "CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE", "MEMLOCK", "AS", "LOCKS",
                "SIGPENDING", "MSGQUEUE", "NICE", "RTPRIO", "RTTIME",
            ]
            return Int(rawValue) < names.count ? names[Int(rawValue)] : "\(rawValue)"
        }
    }

    /// The value that means no limit.
    public static let unlimited = UInt64.max

    /// What is limited.
    public var resource: Resource
    /// The limit in force.
    public var soft: UInt64
    /// How far the child may raise it itself.
    public var hard: UInt64
    /// Whether the start fails when it can not be raised that far; otherwise it is raised as far as it goes.
    public var isStrict: Bool

    /// Creates a limit.
    public init(_ resource: Resource, soft: UInt64, hard: UInt64, isStrict: Bool = false) {
        self.resource = resource
        self.soft = soft
        self.hard = hard
        self.isStrict = isStrict
    }
}
