import Dispatch
import EventSources
import Glibc

/// Waits until a file is there: told by inotify on its folder, or on the nearest one above it that exists.
///
/// It also looks once a second by itself, for what inotify does not tell: network file systems, symbolic links into
/// other folders, a machine out of watches.
final class FileWatcher {
    private static let interval = Duration.seconds(1)

    private let path: String
    private let queue: DispatchQueue
    private var source: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var appeared: (() -> Void)?

    init(_ path: String, queue: DispatchQueue) {
        self.path = path
        self.queue = queue
    }

    /// Calls back once, never within the call.
    func start(_ appeared: @escaping () -> Void) {
        self.appeared = appeared
        let notifier = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        if notifier >= 0 {
            let source = DispatchSource.makeReadSource(fileDescriptor: notifier, queue: queue)
            source.setEventHandler { [weak self] in
                var buffer = [UInt8](repeating: 0, count: 8192)
                while read(notifier, &buffer, buffer.count) > 0 {}
                self?.look(notifier)
            }
            source.setCancelHandler { close(notifier) }
            source.activate()
            self.source = source
        }
        queue.later { [weak self] in self?.look(notifier) }
        tick(notifier)
    }

    /// Ends; nothing is called afterwards.
    func stop() {
        appeared = nil
        source?.cancel()
        timer?.cancel()
    }

    private func tick(_ notifier: Int32) {
        timer = queue.timer(Self.interval) { [weak self] in
            guard let self, self.appeared != nil else { return }
            self.look(notifier)
            if self.appeared != nil { self.tick(notifier) }
        }
    }

    private func look(_ notifier: Int32) {
        guard let appeared else { return }
        // First the watch, then the look: what appears between the two is told. And twice, for a folder that came
        // while the first climbed past it.
        watchNearest(notifier)
        watchNearest(notifier)
        guard access(path, F_OK) == 0 else { return }
        stop()
        appeared()
    }

    private func watchNearest(_ notifier: Int32) {
        guard notifier >= 0 else { return }
        var folder = path
        let mask = UInt32(IN_CREATE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE_SELF) | UInt32(IN_MOVE_SELF)
        while let slash = folder.lastIndex(of: "/") {
            folder = String(folder[..<slash])
            let name = folder.isEmpty ? "/" : folder
            // Adding a watch again is a no-op, and does what is right when another folder took the name.
            if inotify_add_watch(notifier, name, mask) >= 0 { return }
        }
    }
}
