import Glibc

/// Wakes a thread that waits for descriptors.
final class WakePipe: Sendable {
    private let ends: (read: Int32, write: Int32)

    init() {
        var pair: [Int32] = [-1, -1]
        // Without descriptors nothing works any more; then the waits end by their time limits.
        if pipe(&pair) == 0 {
            for end in pair {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        }
        ends = (pair[0], pair[1])
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    /// What can be read after `ring`.
    var descriptor: Int32 { ends.read }

    /// Wakes the thread; may be called in a signal handler.
    func ring() {
        var byte: UInt8 = 0
        _ = write(ends.write, &byte, 1)
    }

    /// Takes what has been rung.
    func empty() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(ends.read, &bytes, bytes.count) > 0 {}
    }

    /// Waits until it is rung; for at most so many milliseconds, -1 for ever.
    func wait(milliseconds: Int32) {
        var waiting = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        _ = poll(&waiting, 1, milliseconds)
        empty()
    }
}
