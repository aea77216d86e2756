/// What a resident host reports.
public enum HostNews: Hashable, Sendable {
    /// How much a line of the log matters.
    public enum Level: Int, Sendable {
        case information = 1
        case warning = 2
        case error = 3
    }

    /// It speaks this version of the channel; `name` is its own.
    case hello(version: Int, name: String)
    /// OnStart begins; the instance is Busy.
    case starting
    /// OnStart has returned true and Run begins; the instance is Ready.
    case ready
    /// OnStart has returned false; the process ends with exit code 85.
    case onStartFailed(String)
    /// The answer to the StatusCheck of this number, until the next check.
    case status(UInt32, isBusy: Bool)
    /// The answer to the Changing of this number; what is not accepted calls for a recycle.
    case changing(UInt32, isAccepted: Bool)
    /// Changed has returned, and the role reads the new configuration.
    case changed(UInt32)
    /// Run has returned: the host waits for the order to stop, and asks for a recycle.
    case runReturned
    /// Stopping and OnStop have returned (or there was nothing to stop); the process ends.
    case stopped
    /// The role asks for a recycle: the order to stop is what follows.
    case recycleRequested
    /// A line for the log.
    case log(Level, String)
    /// The host can not go on, and ends; what, why and how to mend it.
    case fault(String)
    /// The channel is of no use any more and has been closed; the reason.
    ///
    /// Not told of a host that said before that it ends. A host that still lives stops in order by itself.
    case lost(String)
}
