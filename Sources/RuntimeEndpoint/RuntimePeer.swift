/// Who is at the other end of a socket, as the kernel vouches for it.
public struct RuntimePeer: Hashable, Sendable {
    /// The process that connected; 0 when it is in a pid namespace that we do not see.
    public var pid: Int32
    /// Its user.
    public var uid: UInt32
}
