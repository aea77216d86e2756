import Dispatch
import Glibc

/// Tells when the configuration file is another one than before (`--watch`).
///
/// The folder is watched, not the file: most programs save by renaming a new file over the old one. Nothing is read
/// while a file is still open for writing, and nothing wakes up while nothing happens.
final class ConfigurationWatch {
    /// What tells one state of a file from another, without reading it.
    private struct Identity: Equatable {
        var device: UInt64 = 0
        var inode: UInt64 = 0
        var size: Int64 = -1
        var seconds = 0
        var nanoseconds = 0
    }

    /// Called on the queue when the file has become another one.
    var onChange: (() -> Void)?
    /// Called on the queue, once, when nothing can be watched any longer.
    var onLoss: (() -> Void)?

    /// Returns where the file is now: it may be one of several names.
    private let path: () -> String
    private let folder: String
    private let notifier: Int32
    private let source: any DispatchSourceRead
    private var seen: Identity

    /// Begins to watch.
    ///
    /// - Returns: nil with the system's error number in `failure` when there is nothing to watch with.
    init?(queue: DispatchQueue, failure: inout Int32, path: @escaping () -> String) {
        self.path = path
        folder = AbsolutePath.folder(of: path())
        seen = Self.identity(of: path())
        notifier = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard notifier >= 0 else {
            failure = errno
            return nil
        }
        let news = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE
        let mask = UInt32(news) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF) | UInt32(IN_ONLYDIR)
        guard inotify_add_watch(notifier, folder, mask) >= 0 else {
            failure = errno
            close(notifier)
            return nil
        }
        source = DispatchSource.makeReadSource(fileDescriptor: notifier, queue: queue)
        source.setEventHandler { [weak self] in self?.look() }
        source.setCancelHandler { [notifier] in close(notifier) }
        source.activate()
    }

    /// Takes all that has happened as one, so that a burst of writing is looked at once.
    private func look() {
        var isLost = false
        var mayHaveChanged = false
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
            while case let count = read(notifier, buffer.baseAddress, buffer.count), count > 0 {
                var place = 0
                while place + MemoryLayout<inotify_event>.size <= count {
                    let event = buffer.loadUnaligned(fromByteOffset: place, as: inotify_event.self)
                    let name = Self.name(buffer, at: place, Int(event.len))
                    if event.mask & UInt32(IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED) != 0 { isLost = true }
                    // A file that was only made is still being written; a link is whole at once.
                    if event.mask & UInt32(IN_CREATE) == 0 || isLink(name) { mayHaveChanged = true }
                    place += MemoryLayout<inotify_event>.size + Int(event.len)
                }
            }
        }
        if mayHaveChanged { compare() }
        if isLost { lose() }
    }

    private func compare() {
        let now = Self.identity(of: path())
        guard now != seen else { return }
        seen = now
        // A file that has gone is not there to be read; the one in force stays.
        if now.size >= 0 { onChange?() }
    }

    private func lose() {
        let onLoss = onLoss
        stop()
        onLoss?()
    }

    /// Ends; nothing is called afterwards.
    func stop() {
        onChange = nil
        onLoss = nil
        source.cancel()
    }

    private func isLink(_ name: String) -> Bool {
        var status = stat()
        guard lstat(folder + "/" + name, &status) == 0 else { return false }
        return status.st_mode & S_IFMT == S_IFLNK || status.st_nlink > 1
    }

    private static func name(_ buffer: UnsafeMutableRawBufferPointer, at place: Int, _ length: Int) -> String {
        let start = place + MemoryLayout<inotify_event>.size
        guard start + length <= buffer.count else { return "" }
        return String(decoding: buffer[start..<start + length].prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func identity(of path: String) -> Identity {
        var status = stat()
        guard stat(path, &status) == 0 else { return Identity() }
        return Identity(
            device: UInt64(status.st_dev),
            inode: UInt64(status.st_ino),
            size: Int64(status.st_size),
            seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec
        )
    }
}
