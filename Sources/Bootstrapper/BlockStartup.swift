import Glibc

/// `block-startup`: both sides of the channel between a background task and its `/blockStartup` twin (behaviour C4b).
///
/// The channel is a file that does not exist until the background task is initialised: whoever creates it (this
/// command, or `touch "$WaBlockStartupChannel"`) has said so, before or after the twin begins to wait.
enum BlockStartup {
    /// The variable that names the channel in both tasks.
    static let variable = "WaBlockStartupChannel"

    /// Creates the file.
    ///
    /// - Returns: 0, or the system's error number.
    static func signal(_ channel: String) -> Int32 {
        let descriptor = open(channel, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else { return errno }
        close(descriptor)
        return 0
    }

    /// How waiting ended.
    enum Outcome: Equatable {
        case initialised
        case timedOut
        case failed(Int32)
    }

    /// Waits for the file, without polling: the kernel tells when something is created in its folder.
    static func wait(_ channel: String, atMost limit: Duration?) -> Outcome {
        let watcher = inotify_init1(Int32(IN_CLOEXEC))
        guard watcher >= 0 else { return .failed(errno) }
        defer { close(watcher) }
        let folder = AbsolutePath.folder(of: channel)
        guard inotify_add_watch(watcher, folder, UInt32(IN_CREATE | IN_MOVED_TO)) >= 0 else { return .failed(errno) }
        let deadline = limit.map { ContinuousClock.now + $0 }
        var news = [UInt8](repeating: 0, count: 4_096)
        while access(channel, F_OK) != 0 {
            var waited = pollfd(fd: watcher, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waited, 1, milliseconds(until: deadline))
            if ready == 0 { return .timedOut }
            if ready < 0, errno != EINTR { return .failed(errno) }
            if ready > 0, read(watcher, &news, news.count) < 0, errno != EINTR { return .failed(errno) }
        }
        return .initialised
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let rest = (deadline - .now) / .milliseconds(1)
        return Int32(min(max(rest.rounded(.up), 0), 1_000_000_000))
    }
}
