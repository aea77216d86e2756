import RoleModel

/// An order, imperative: what is to be done.
public enum Effect: Hashable, Sendable {
    /// Start this work under this identifier; answered by `childStarted` or `childStartFailed`.
    case spawn(ChildID, Work)
    /// Watch the child's readiness; ordered once it has started, so its channel must be there, and heard, from its spawn.
    ///
    /// The watch ends with `childReady`, with `readinessLost`, or with `unwatchReadiness`, which comes for every watch that
    /// had neither when its child ends or the role stops.
    case watchReadiness(ChildID, Work)
    /// Stop watching it.
    case unwatchReadiness(ChildID)
    /// Tell every client of the runtime endpoint that the role is to stop (`ExpectedState` Stopped); not answered.
    case announceStop
    /// Raise Stopping on a host that hears it; answered by `hostStopped`.
    case raiseStopping(ChildID)
    /// Send the child's stop signal to its group; once a child, never before it has started.
    case terminate(ChildID)
    /// Send SIGKILL to the child's whole process tree.
    ///
    /// It may come before the child's start is answered: then there may be nothing to kill yet, and it comes again with
    /// `childStarted`.
    case kill(ChildID)
    /// Start a timer.
    case startTimer(TimerID, Duration)
    /// Have a timer fire not before this time from now; it stays as it is when it fires later than that.
    case extendTimer(TimerID, Duration)
    /// Forget a timer.
    case cancelTimer(TimerID)
    /// Ask the host for its status; answered by `statusCheckAnswered`.
    case checkStatus(StatusCheckID, ChildID)
    /// Ask whatever descendant is left to end; answered by `stragglersGone`, at once when there is none.
    case terminateStragglers
    /// Kill whatever descendant is left; answered by `stragglersGone`.
    case killStragglers
    /// Ready or Busy has changed: tell everybody who cares (D7); before the first one it is Busy.
    case publish(RoleInstanceStatus)
    /// A new incarnation begins, the second or a later one; temporary folders are emptied, the files are read again.
    ///
    /// Answered by `incarnationPrepared`.
    case beginIncarnation(Int)
    /// It is over. The last effect.
    case finish(FinishReason)
}

/// Why an incarnation ended.
public enum FinishReason: Hashable, Sendable {
    /// As asked.
    case stopped
    /// A recycle was asked for.
    case recycleRequested
    /// A startup task failed.
    case startupTaskFailed(task: Int, TaskFailure)
    /// What a `/blockStartup` task waited for did not happen.
    case blockFailed(task: Int, agent: Int, BlockFailure)
    /// The host could not be started.
    case hostStartFailed(StartFailure)
    /// The host did not become Ready in time.
    case hostReadinessTimedOut
    /// The host lives, but has shut its readiness channel without having become Ready.
    case hostReadinessLost
    /// The host ended by itself.
    case hostExited(TerminationStatus)
    /// The host answered no StatusCheck.
    case unresponsive
}

/// How a simple task failed.
public enum TaskFailure: Hashable, Sendable {
    /// It ended with something that is no success.
    case ended(TerminationStatus)
    /// It could not be started.
    case startFailed(StartFailure)
    /// It ran longer than its timeout.
    case timedOut
}

/// How a block failed.
public enum BlockFailure: Hashable, Sendable {
    /// The agent ended with something that is no success.
    case agentEnded(TerminationStatus)
    /// The agent could not be started.
    case agentStartFailed(StartFailure)
    /// The agent shut its readiness channel.
    case readinessLost
    /// The agent did not become ready in time.
    case timedOut
}
