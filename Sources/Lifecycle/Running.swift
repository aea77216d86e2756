/// A role that has become Ready: its host and the StatusCheck loop.
struct Running: Hashable, Sendable {
    /// A StatusCheck that is not answered yet.
    struct Check: Hashable, Sendable {
        /// The question.
        var id: StatusCheckID
        /// How long its answer is waited for.
        var timeout: TimerID
    }

    /// The host; nil for a role without one, which is asked nothing.
    var host: ChildID?
    /// Until the next StatusCheck; nil when none is made.
    var interval: TimerID?
    /// The open question.
    var check: Check?
    /// Questions in a row that were not answered.
    var misses = 0
    /// Until earlier recycles are forgotten; armed while Ready, when there is something to forget.
    var steady: TimerID?
}
