import Glibc

/// Wakes when something is made, changed or renamed in one of some folders.
///
/// A folder that is not there is waited for in the one above it.
final class FolderWatch {
    private static let folderMask = UInt32(IN_CREATE | IN_MOVED_TO | IN_ATTRIB)
    private static let fileMask = UInt32(IN_MODIFY)

    /// The descriptor, for whoever waits for other things, too; below 0 when the machine has none left.
    let descriptor: Int32
    private let folders: [String]
    private let mask: UInt32

    /// Watches from now on.
    ///
    /// - Parameters:
    ///   - folders: where.
    ///   - files: whether it matters, too, that a file has grown.
    init(_ folders: [String], files: Bool = false) {
        self.folders = folders
        mask = files ? Self.folderMask | Self.fileMask : Self.folderMask
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        add()
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Waits until something has happened.
    func wait(before deadline: ContinuousClock.Instant) {
        // Half a second without watches: where the machine has none left it looks by itself.
        let most = descriptor >= 0 ? Duration.seconds(3_600) : .milliseconds(500)
        let rest = min(max(deadline - .now, .milliseconds(1)), most)
        var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&item, 1, Int32((rest / .milliseconds(1)).rounded(.up)))
        drain()
    }

    /// Takes the news; folders that have come into being are watched from now on.
    func drain() {
        guard descriptor >= 0 else { return }
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 8) { buffer in
            while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
        }
        add()
    }

    private func add() {
        guard descriptor >= 0 else { return }
        for folder in folders where inotify_add_watch(descriptor, folder, mask) < 0 {
            _ = inotify_add_watch(descriptor, Operator.folder(of: folder), Self.folderMask)
        }
    }
}
