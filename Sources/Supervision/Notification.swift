/// Something that a program says of itself with sd_notify.
public enum Notification: Hashable, Sendable {
    /// `READY=1`: it has started, or has finished reloading.
    case ready
    /// `RELOADING=1`: it reads its configuration again; `ready` follows.
    ///
    /// With `MONOTONIC_USEC=…` of the same message: the time on CLOCK_MONOTONIC at which it began to. What was asked of it
    /// later than that is not answered by the `ready` that follows.
    case reloading(since: Duration?)
    /// `STOPPING=1`: it is about to end.
    case stopping
    /// `STATUS=…`: how it is, for people; empty: nothing any more.
    ///
    /// At most `statusLimit` bytes, on one line, without control characters: it can be shown on a terminal as it is.
    case status(String)
    /// `WATCHDOG=1`: it lives.
    case watchdog
    /// `WATCHDOG=trigger`: it wants to be treated as if it did not.
    case watchdogTriggered
    /// `WATCHDOG_USEC=…`: how often it will say so from now on; zero: not at all.
    case watchdogInterval(Duration)
    /// `MAINPID=…`: its main process, which has been found to be its own.
    case mainProcess(Int32)
    /// `EXTEND_TIMEOUT_USEC=…`: it needs that much more time, from now on.
    case extendTimeout(Duration)
    /// `ERRNO=…`: why it failed.
    case failed(error: Int32)
    /// `BUSERROR=…`: why it failed, as a D-Bus error's name.
    case failedOnBus(name: String)
    /// `EXIT_STATUS=…`: what its end is to count as.
    case exitStatus(UInt8)

    /// The most bytes of a `STATUS` that are told; a longer one ends in "…".
    public static let statusLimit = 1024
}
