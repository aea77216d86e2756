import Glibc
import Kernel

/// Tells when somebody opens a FIFO (inotify), at no cost while nobody does.
final class OpenWatch: ReadyNews {
    /// Called with the number of a watch whose FIFO was opened; nil when the kernel lost count: any may have been.
    var onOpen: ((Int32?) -> Void)?
    /// Called with the number of a watch whose FIFO was closed by somebody who read.
    var onClose: ((Int32) -> Void)?

    private let notifier: Int32
    private let set: ReadySet
    private var ticket: UInt64 = 0

    init(set: ReadySet) throws(RuntimeEndpointFailure) {
        self.set = set
        notifier = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        let mend = "raise fs.inotify.max_user_instances, or use linux:runtimeEndpoint=\"socket\""
        guard notifier >= 0 else { throw RuntimeEndpointFailure("cannot watch FIFOs (inotify)", errno, mend: mend) }
        guard let ticket = set.add(notifier, self) else {
            Glibc.close(notifier)
            throw RuntimeEndpointFailure("cannot watch FIFOs (epoll)", errno)
        }
        self.ticket = ticket
    }

    /// Watches the FIFO at a path, whatever name it has later; returns the watch's number or -errno.
    func add(_ path: String) -> Int32 {
        let number = inotify_add_watch(notifier, path, UInt32(IN_OPEN) | UInt32(IN_CLOSE_NOWRITE))
        return number >= 0 ? number : -errno
    }

    func remove(_ number: Int32) { inotify_rm_watch(notifier, number) }

    func close() {
        onOpen = nil
        onClose = nil
        set.remove(notifier, ticket)
        Glibc.close(notifier)
    }

    func hasNews(isGone: Bool) {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = read(notifier, &buffer, buffer.count)
        guard count > 0 else { return }
        buffer.prefix(count).withUnsafeBytes { bytes in
            var place = 0
            // An event: watch, mask, cookie, length of the name that follows; FIFOs have none.
            while place + 16 <= bytes.count {
                let number = bytes.loadUnaligned(fromByteOffset: place, as: Int32.self)
                let mask = bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)
                tell(number, mask)
                place += 16 + Int(bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self))
            }
        }
    }

    private func tell(_ number: Int32, _ mask: UInt32) {
        if mask & UInt32(IN_Q_OVERFLOW) != 0 { onOpen?(nil) }
        if mask & UInt32(IN_OPEN) != 0 { onOpen?(number) }
        if mask & UInt32(IN_CLOSE_NOWRITE) != 0 { onClose?(number) }
    }
}
