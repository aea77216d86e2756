import Glibc
import Kernel

/// A path at which whoever opens it finds a FIFO of his own.
///
/// As soon as somebody has opened the FIFO, a fresh one is renamed over its path. So no two readers take each other's
/// bytes, no second document is appended to what the first reader reads, end of file can be given to one without keeping
/// another out, and one who never leaves holds up nobody (docs/reference/runtime-endpoint.md).
///
/// With a waiting FIFO we hold the other end open: opening it never blocks, so that inotify tells of it (it does not tell
/// of an open that still waits for the other side).
final class FIFODoor {
    /// What the client does with it.
    enum Use {
        case read
        case write
    }

    /// A FIFO that somebody has opened, with our ends; whoever takes it closes them.
    struct Opened {
        var reader: Int32
        var writer: Int32
        var watch: Int32
    }

    let path: String
    let use: Use
    /// The number of the watch on the FIFO that waits for somebody.
    var watch: Int32 { waiting.watch }
    private var waiting = Opened(reader: -1, writer: -1, watch: -1)
    private let folder: RuntimeFolder
    private let openWatch: OpenWatch

    init(
        _ name: String,
        in folder: RuntimeFolder,
        for use: Use,
        _ openWatch: OpenWatch
    ) throws(RuntimeEndpointFailure) {
        path = folder.file(name)
        self.folder = folder
        self.use = use
        self.openWatch = openWatch
        waiting = try place()
    }

    /// Takes the FIFO that was opened and puts a fresh one at the path.
    ///
    /// - Throws: when there can be no fresh one; then nothing has changed, and whoever opened it still waits.
    func take() throws(RuntimeEndpointFailure) -> Opened {
        let fresh = try place()
        let opened = waiting
        waiting = fresh
        return opened
    }

    /// Removes the path and the FIFO.
    func close() {
        unlink(path)
        openWatch.remove(waiting.watch)
        waiting.closeReader()
        waiting.closeWriter()
    }

    private func place() throws(RuntimeEndpointFailure) -> Opened {
        let next = path + ".next"
        unlink(next)
        guard mkfifo(next, 0o600) == 0 else { throw failure("make") }
        var made = Opened(reader: -1, writer: -1, watch: -1)
        do throws(RuntimeEndpointFailure) {
            // Opened for both, so that inotify takes its closing for a writer's: only clients are seen to stop reading.
            let both = use == .read ? O_RDWR : O_RDONLY
            made.reader = open(next, both | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
            guard made.reader >= 0 else { throw failure("open") }
            if use == .read {
                made.writer = open(next, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW)
                guard made.writer >= 0 else { throw failure("open") }
            }
            try folder.hand(next, mode: use == .read ? 0o400 : 0o200)
            made.watch = openWatch.add(next)
            guard made.watch >= 0 else {
                let mend = "raise fs.inotify.max_user_watches, or use linux:runtimeEndpoint=\"socket\""
                throw RuntimeEndpointFailure("cannot watch the FIFO '\(path)'", -made.watch, mend: mend)
            }
            guard rename(next, path) == 0 else { throw failure("put in place") }
        } catch {
            if made.watch >= 0 { openWatch.remove(made.watch) }
            made.closeReader()
            made.closeWriter()
            unlink(next)
            throw error
        }
        return made
    }

    private func failure(_ doing: String) -> RuntimeEndpointFailure {
        RuntimeEndpointFailure("cannot \(doing) the FIFO '\(path)'", errno)
    }
}

extension FIFODoor.Opened {
    /// Closes the end that reads, if it is open.
    mutating func closeReader() {
        if reader >= 0 { close(reader) }
        reader = -1
    }

    /// Closes the end that writes, if it is open.
    mutating func closeWriter() {
        if writer >= 0 { close(writer) }
        writer = -1
    }
}
