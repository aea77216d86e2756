/// What can be asked of a running bootstrapper.
public enum ControlCommand: String, CaseIterable, Sendable {
    /// The status document.
    case status
    /// Phase and Ready or Busy only: what a health check needs.
    case check
    /// A stop; the second one kills at once.
    case stop
    /// A recycle.
    case recycle
}
