/// The end of an incarnation, as far as it has come.
struct Stop: Hashable, Sendable {
    /// Whose end is waited for.
    enum Group: String, Hashable, Sendable {
        /// The host, or the simple task.
        case foremost
        /// The background tasks.
        case background
        /// The foreground tasks.
        case foreground
        /// Every child at once, after a second stop request.
        case everything
    }

    /// How far it has come.
    enum Stage: Hashable, Sendable {
        /// Everything works on, out of rotation; the host that is told of the stop then.
        case draining(ChildID?, TimerID)
        /// The resident host runs Stopping and OnStop.
        case raising(ChildID, TimerID)
        /// The children of a group have been told to end; so many are still there.
        case ending(Group, left: Int)
        /// The descendants that are left have been told to end.
        case stragglers(TimerID)
        /// The descendants that are left have been killed.
        case killedStragglers(TimerID)
    }

    /// Why the incarnation ends.
    var reason: FinishReason
    /// Whether somebody asked for a stop, first or later: no new incarnation follows.
    var isAsked: Bool
    /// Whether a second request has been made: everything is killed, nothing is waited out.
    var isUrgent = false
    /// How far it has come.
    var stage: Stage = .ending(.foremost, left: 0)
}
