/// What stands at a path.
public enum FileKind: Hashable, Sendable {
    /// Nothing, or nothing that can be looked at.
    case missing
    /// A regular file.
    case regular(FileAttributes)
    /// A folder.
    case directory(FileAttributes)
    /// A device, a socket, a FIFO.
    case other
}
