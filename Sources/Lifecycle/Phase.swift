import RoleModel

/// Where the machine is; a phase carries what only it needs.
enum Phase: Hashable, Sendable {
    /// Nothing has happened yet.
    case idle
    /// A simple task runs and is waited for; its own timeout, and that of the block whose program it is.
    case runningTask(Int, ChildID, timeout: TimerID?, blockTimeout: TimerID?)
    /// A native `/blockStartup` task waits for its agent; the timer is the readiness timeout, or the grace after a loss.
    case awaitingAgent(task: Int, agent: Int, TimerID)
    /// The host is ordered and not Ready yet; what it has reported of itself meanwhile.
    case startingHost(ChildID, timeout: TimerID?, reported: RoleInstanceStatus?)
    /// The role has become Ready; now it is Ready or Busy.
    case running(Running)
    /// The incarnation is being ended.
    case stopping(Stop)
    /// The incarnation is over; the next one is prepared when the timer fires, which is nil then, and begins with its plan.
    case recycling(TimerID?, after: FinishReason)
    /// It is over.
    case finished(FinishReason)

    /// The startup task that the pass over the tasks has come to.
    var position: Int? {
        switch self {
        case .runningTask(let index, _, _, _), .awaitingAgent(let index, _, _): index
        case .idle, .startingHost, .running, .stopping, .recycling, .finished: nil
        }
    }
}
