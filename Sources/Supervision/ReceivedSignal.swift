/// A signal that somebody sent us.
public struct ReceivedSignal: Hashable, Sendable {
    /// The signal.
    public var number: Int32
    /// Who sent it; 0 when it was the kernel, or somebody outside of our pid namespace.
    public var sender: Int32
    /// The sender's user.
    public var user: UInt32
}
