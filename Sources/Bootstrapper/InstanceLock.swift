import Glibc

/// Keeps two bootstrappers from running one instance in the same folders.
///
/// The lock is the process's own: no child inherits it, and whatever ends the process frees it.
struct InstanceLock {
    /// What asking for it gave.
    enum Outcome {
        /// It is ours until the process ends.
        case held
        /// Another process holds it; its number, when it could be read.
        case taken(by: Int32?)
        /// There can be none, as on a read-only disk: nothing can be written that two could fight about.
        case impossible(Int32)
    }

    /// The file; it stays when the process ends, so that nobody locks one that is just being removed.
    let path: String

    /// Takes it or tells who has it; waits for nobody.
    func take() -> Outcome {
        let made = ResourceFolders.make(AbsolutePath.folder(of: path))
        guard made == 0 else { return .impossible(made) }
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0o644)
        guard file >= 0 else { return .impossible(errno) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let number = errno
            defer { close(file) }
            return number == EWOULDBLOCK ? .taken(by: holder(file)) : .impossible(number)
        }
        let text = Array("\(getpid())\n".utf8)
        // Only for the message to somebody else; the lock itself is what counts.
        if ftruncate(file, 0) == 0 { _ = pwrite(file, text, text.count, 0) }
        return .held
    }

    private func holder(_ file: Int32) -> Int32? {
        var text = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &text, text.count, 0)
        guard count > 0 else { return nil }
        return Int32(String(decoding: text[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self))
    }
}
