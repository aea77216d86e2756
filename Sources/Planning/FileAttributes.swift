/// Whose a file is and who may do what with it.
public struct FileAttributes: Hashable, Sendable {
    /// The user who owns it.
    public var owner: UInt32
    /// The group it belongs to.
    public var group: UInt32
    /// The permission bits, as in `0o755`.
    public var mode: UInt32

    /// Creates attributes.
    public init(owner: UInt32, group: UInt32, mode: UInt32) {
        self.owner = owner
        self.group = group
        self.mode = mode
    }
}
