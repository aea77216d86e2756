/// What an instance says of itself.
public enum RoleInstanceStatus: String, Hashable, Sendable, CaseIterable {
    /// It takes work.
    case ready
    /// It is alive, and to be sent no work.
    case busy
}
