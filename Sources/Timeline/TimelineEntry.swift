/// One startup task, or the host, in a boot timeline.
public struct TimelineEntry: Hashable, Sendable {
    /// What it is.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A task that is waited for.
        case simple
        /// A `/blockStartup` task: it waits for its agent.
        case block
        /// A task that runs beside the others.
        case background
        /// A task that runs beside the others, and is waited for at the end.
        case foreground
        /// The host.
        case host
    }

    /// What it waited for before it could begin, or, a block, before it could end.
    public struct Wait: Hashable, Sendable {
        /// What of the other one.
        public enum Moment: String, Hashable, Sendable {
            /// Its end.
            case end
            /// Its readiness.
            case ready
        }

        /// The index of the other one.
        public var entry: Int
        /// What of it.
        public var moment: Moment

        /// Creates a wait.
        public init(_ moment: Moment, of entry: Int) {
            self.entry = entry
            self.moment = moment
        }
    }

    /// How it ended.
    public enum Result: Hashable, Sendable {
        /// By itself.
        case exited(code: Int)
        /// By a signal.
        case signaled(Int)
        /// It could not be started; why.
        case notStarted(String)
        /// No program was run: its agent had initialised.
        case passed
    }

    /// How messages call it.
    public var name: String
    /// What it is.
    public var kind: Kind
    /// What it waited for.
    public var waits: [Wait] = []
    /// Whether somebody watches for its readiness.
    public var hasReadiness = false
    /// When it was ordered for the first time; for a block without a program, when it began to wait.
    public var ordered: Int64?
    /// When it was executed for the first time.
    public var started: Int64?
    /// When it was ready for the first time.
    public var ready: Int64?
    /// When its last process ended; nil while one lives.
    public var ended: Int64?
    /// How its last process ended; nil while one lives.
    public var result: Result?
    /// Whether that end counts as a failure.
    public var hasFailed = false
    /// How often it was started again.
    public var restarts = 0
    /// When it was started again; the first 32 times.
    public var restartMoments: [Int64] = []
    /// What its processes used; nil while it is not known.
    public var usage: TimelineUsage?

    /// Creates an entry of which nothing has been seen yet.
    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// When nobody had to wait for it any longer; nil while that has not come.
    public var done: Int64? {
        if hasFailed { return nil }
        switch kind {
        case .simple, .block: return ended
        case .background, .foreground: return ready ?? (hasReadiness ? ended : started)
        case .host: return ready
        }
    }
}
