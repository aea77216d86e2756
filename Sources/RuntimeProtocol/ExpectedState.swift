/// What the server wants of the instance.
public enum ExpectedState: String, Hashable, Sendable, CaseIterable {
    /// It should run.
    case started = "Started"
    /// It should stop: clients raise `stopping`.
    case stopped = "Stopped"
}
