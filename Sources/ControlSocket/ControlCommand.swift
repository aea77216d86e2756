/// What can be asked of a running bootstrapper.
public enum ControlCommand: String, CaseIterable, Sendable {
    /// The status document; with `follow` each one that differs from the last.
    case status
    /// Phase and Ready or Busy only: what a health check needs.
    case check
    /// What has happened; with `follow` also what happens.
    case events
    /// The boot timeline of the incarnation that runs.
    case timeline
    /// Where the logs are, and what each task's is called.
    case logs
    /// The last lines of each process, as far as they are in memory.
    case tails
    /// A stop; the second one kills at once.
    case stop
    /// A recycle.
    case recycle
    /// The end of one task's process, and another one in its place.
    case restart
    /// A signal for one process.
    case signal
    /// Another configuration file, named by "path", absolute.
    case updateConfiguration = "update-configuration"
}
