/// Whose the endpoints are: the role user, who must be able to open them.
public struct RuntimeOwner: Hashable, Sendable {
    /// The user.
    public var uid: UInt32
    /// The group; its members may search the folder.
    public var gid: UInt32

    /// Creates an owner.
    public init(uid: UInt32, gid: UInt32) {
        self.uid = uid
        self.gid = gid
    }
}
