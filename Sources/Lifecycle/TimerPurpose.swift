/// What an armed timer is for; its owner cancels it when it is no longer needed.
enum TimerPurpose: Hashable, Sendable {
    /// A simple task runs too long.
    case taskTimeout
    /// What a `/blockStartup` task waits for takes too long.
    case blockTimeout
    /// The agent has shut its readiness channel: its exit, which says more, may be on its way.
    case agentReadinessLost
    /// The host takes too long to become Ready.
    case hostReadiness
    /// The host has shut its readiness channel: its exit, which says more, may be on its way.
    case hostReadinessLost
    /// A restarted task has lived long enough for its earlier restarts to be forgotten.
    case youth(ChildID)
    /// A task is started again.
    case restart(Int)
    /// The next StatusCheck.
    case statusCheck
    /// A StatusCheck is not answered.
    case statusCheckTimeout
    /// Ready for long enough that earlier recycles are forgotten.
    case steady
    /// The instance has been out of rotation for long enough to be stopped.
    case drain
    /// Stopping and OnStop take too long.
    case onStop
    /// Children that were told to end do not.
    case stopTimeout
    /// Children that were killed do not end.
    case killDeadline
    /// Descendants that were told to end do not.
    case stragglers
    /// Descendants that were killed do not end.
    case stragglersKilled
    /// The next incarnation begins.
    case recycle
}
