/// The configuration has changed: ``RoleEnvironment`` says from now on what is new.
public struct RoleEnvironmentChanged: Hashable, Sendable {
    /// What is different.
    public let changes: [RoleEnvironmentChange]
}
