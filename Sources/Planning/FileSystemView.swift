/// What planning asks about files; the edge answers from the disk, tests from memory.
public protocol FileSystemView {
    /// Returns what is at an absolute path, symbolic links followed.
    func kind(of path: String) -> FileKind

    /// Returns up to `count` bytes from the beginning of a regular file; nil when it can not be read.
    func firstBytes(of path: String, count: Int) -> [UInt8]?

    /// Returns the names in a folder, in any order; none when it is no folder or can not be read.
    func entries(of folder: String) -> [String]
}

extension FileSystemView {
    /// Returns whether there is a regular file that somebody may execute.
    public func isExecutable(_ path: String) -> Bool {
        guard case .regular(let attributes) = kind(of: path) else { return false }
        return attributes.mode & 0o111 != 0
    }
}
