/// The phase of a role instance, by Azure's names.
public enum InstancePhase: String, Hashable, Sendable, CaseIterable {
    /// Nothing has been started yet.
    case creating = "CreatingRole"
    /// Startup tasks run, or the host is being executed.
    case starting = "StartingRole"
    /// In rotation.
    case ready = "ReadyRole"
    /// The host lives, but is not in rotation: not Ready yet, or Busy.
    case busy = "BusyRole"
    /// It is being ended.
    case stopping = "StoppingRole"
    /// It is being ended, because it answered no StatusCheck.
    case unresponsive = "UnresponsiveRole"
    /// It has ended unexpectedly or failed to start, or a recycle was asked for; another attempt is under way.
    case restarting = "RestartingRole"
    /// Its host has ended again and again after it had been started; another attempt is under way.
    case cycling = "CyclingRole"
    /// It has failed again and again to start; another attempt is under way.
    case failedStarting = "FailedStartingRole"
    /// It is over. Azure, where the machine outlives its roles, has no name for it.
    case stopped = "StoppedRole"
}
