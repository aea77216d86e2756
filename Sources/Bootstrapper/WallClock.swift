import Glibc

/// The clock on the wall, for readers only: nothing is decided by it.
enum WallClock {
    /// Returns the moment so long ago, such as `2026-11-21T14:36:54.123Z`.
    static func text(ago: Duration) -> String {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        let milliseconds = now.tv_sec * 1_000 + now.tv_nsec / 1_000_000
        return text(milliseconds: milliseconds - Int((ago / .milliseconds(1)).rounded()))
    }

    /// Returns the moment so many milliseconds after the beginning of 1970.
    static func text(milliseconds: Int) -> String {
        let moment = max(0, milliseconds)
        var seconds = time_t(moment / 1_000)
        var fields = tm()
        gmtime_r(&seconds, &fields)
        let date = [Int(fields.tm_year) + 1_900, Int(fields.tm_mon) + 1, Int(fields.tm_mday)]
        let time = [fields.tm_hour, fields.tm_min, fields.tm_sec]
        return date.map { padded($0, 2) }.joined(separator: "-") + "T"
            + time.map { padded(Int($0), 2) }.joined(separator: ":") + "." + padded(moment % 1_000, 3) + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
