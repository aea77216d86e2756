/// Who is at the other end of a connection, as the kernel vouches for it.
public struct ControlPeer: Hashable, Sendable {
    /// Its process, as seen from here; 0 when that lies outside.
    public let pid: Int32
    /// Its user.
    public let uid: UInt32
}
