import RoleModel

/// One launch of one process; never reused.
public struct ChildID: Hashable, Comparable, Sendable {
    /// The number, from 1.
    public var number: UInt64

    /// Creates an identifier.
    public init(_ number: UInt64) {
        self.number = number
    }

    /// Returns whether `left` was made before `right`.
    public static func < (left: ChildID, right: ChildID) -> Bool { left.number < right.number }
}

/// One timer; never reused.
public struct TimerID: Hashable, Sendable {
    /// The number, from 1.
    public var number: UInt64

    /// Creates an identifier.
    public init(_ number: UInt64) {
        self.number = number
    }
}

/// One StatusCheck; never reused.
public struct StatusCheckID: Hashable, Sendable {
    /// The number, from 1.
    public var number: UInt64

    /// Creates an identifier.
    public init(_ number: UInt64) {
        self.number = number
    }
}

/// How a process ended.
public enum TerminationStatus: Hashable, Sendable {
    /// It ended by itself.
    case exited(code: UInt8)
    /// A signal ended it.
    case signaled(Int32)
}

/// Ready or Busy.
public enum RoleInstanceStatus: String, Hashable, Sendable {
    /// In rotation.
    case ready
    /// Out of rotation.
    case busy
}

/// What a child does.
public enum Work: Hashable, Sendable {
    /// The startup task with this index.
    case task(Int)
    /// The host.
    case host
}

/// Why a child could not be started.
public struct StartFailure: Hashable, Sendable {
    /// What was being done, as a person says it: "changing directory to '/x'".
    public var stage: String
    /// The system's error number.
    public var error: Int32

    /// Creates a failure.
    public init(stage: String, error: Int32) {
        self.stage = stage
        self.error = error
    }
}

/// A fact, past tense: what happened.
public enum Event: Hashable, Sendable {
    /// The run begins. The first event.
    case startRequested
    /// The child has been executed.
    case childStarted(ChildID)
    /// The child could not be started; there is no process.
    case childStartFailed(ChildID, StartFailure)
    /// The child has ended and is reaped.
    case childExited(ChildID, TerminationStatus)
    /// The child's readiness holds.
    case childReady(ChildID)
    /// The child has shut its readiness channel without having become ready (fd kind).
    case readinessLost(ChildID)
    /// The host itself reported a status (runtime endpoint, sd_notify).
    case hostReported(ChildID, RoleInstanceStatus)
    /// The child has asked for more time for what it is waited for (sd_notify).
    case timeExtended(ChildID, Duration)
    /// The host has finished Stopping and OnStop.
    case hostStopped(ChildID)
    /// The answer to a StatusCheck.
    case statusCheckAnswered(StatusCheckID, RoleInstanceStatus)
    /// A timer fired.
    case timerFired(TimerID)
    /// Somebody asked for a stop: first in order, the second time at once.
    ///
    /// When a stop has begun for another reason already, the first request lets it go on in order and only prevents a new
    /// incarnation; the next one kills.
    case stopRequested
    /// Somebody asked for a recycle.
    case recycleRequested
    /// The next incarnation is prepared: its files have been read and give this plan.
    case incarnationPrepared(Plan)
    /// Somebody asked for a new process of the task with this index; told of nothing when `restartRefusal(of:)` says why not.
    case restartRequested(Int)
    /// No descendant is left but the known children.
    case stragglersGone
}
