import Glibc
import Kernel

/// A socket that listens at a path, and the path's file, which is removed at the end.
struct ListeningSocket {
    /// The descriptor.
    let descriptor: Int32
    private let path: String
    private let identity: FileIdentity?

    /// Listens at the path, mode 0600; a file that is there is replaced only if it is a socket on which nobody listens.
    ///
    /// - Throws: a `ControlSocketFailure`; then nothing was changed.
    init(path: String) throws(ControlSocketFailure) {
        self.path = path
        guard path.utf8.count < 108 else { throw ControlSocketFailure(path, "its path has more than 107 bytes") }
        let folder = FolderLock(of: path)
        defer { folder.release() }
        try Self.makeWay(path)
        let result = wak_listen_unix(path, 0o600, 256)
        guard result >= 0 else {
            let hint = result == -ENOENT ? "; make its folder first" : ""
            throw ControlSocketFailure(path, ControlSocketFailure.text(-result) + hint)
        }
        descriptor = result
        // Changes nothing: whoever waits for the file is woken once more, now that somebody listens.
        chmod(path, 0o600)
        identity = FileIdentity(path)
    }

    /// Removes its file, unless somebody has put another one there.
    func removeFile() {
        if let identity, FileIdentity(path) == identity { unlink(path) }
    }

    /// Closes it.
    func close() { Glibc.close(descriptor) }

    private static func makeWay(_ path: String) throws(ControlSocketFailure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        guard status.st_mode & S_IFMT == S_IFSOCK else {
            throw ControlSocketFailure(path, "there is a file of that name that is no socket")
        }
        let probe = wak_connect_unix(path)
        if probe >= 0 { Glibc.close(probe) }
        // Only this error says that nobody listens; a full queue (EAGAIN) says the opposite.
        guard probe == -ECONNREFUSED else {
            let isTaken = probe >= 0 || probe == -EAGAIN
            throw ControlSocketFailure(
                path,
                isTaken ? "another bootstrapper listens on it" : ControlSocketFailure.text(-probe)
            )
        }
        guard unlink(path) == 0 || errno == ENOENT else {
            throw ControlSocketFailure(path, "removing the old one: \(ControlSocketFailure.text(errno))")
        }
    }
}

/// What tells one file from another of the same name.
private struct FileIdentity: Equatable {
    let device: dev_t
    let inode: ino_t

    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        device = status.st_dev
        inode = status.st_ino
    }
}

/// Keeps two bootstrappers that start at once from each taking the other's new socket for an old one.
private struct FolderLock {
    private let descriptor: Int32

    /// Takes it.
    ///
    /// Held for some microseconds by whoever has it; who can not have it does without: it guards a narrow gap.
    init(of path: String) {
        let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        for _ in 0..<50 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK { return }
            poll(nil, 0, 1)
        }
    }

    func release() {
        if descriptor >= 0 { close(descriptor) }
    }
}
