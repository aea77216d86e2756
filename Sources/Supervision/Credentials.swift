/// Whom a child runs as.
public struct Credentials: Hashable, Sendable {
    /// The user's number.
    public var user: UInt32
    /// The number of the user's first group.
    public var group: UInt32
    /// The numbers of all its other groups.
    public var supplementaryGroups: [UInt32]

    /// Creates credentials.
    public init(user: UInt32, group: UInt32, supplementaryGroups: [UInt32] = []) {
        self.user = user
        self.group = group
        self.supplementaryGroups = supplementaryGroups
    }
}
