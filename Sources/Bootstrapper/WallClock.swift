import ControlSocket
import Glibc

/// The clock on the wall, for readers only: nothing is decided by it.
enum WallClock {
    /// Returns the moment so long ago, such as `2026-11-21T14:36:54.123Z`.
    static func text(ago: Duration) -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let milliseconds = now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
        return DocumentTime.text(milliseconds: milliseconds - Int((ago / .milliseconds(1)).rounded()))
    }
}
