import Glibc

/// Moments as the documents write them, in UTC.
public enum DocumentTime {
    /// Returns the moment so many milliseconds after the beginning of 1970: `2026-11-21T14:36:54.123Z`.
    public static func text(milliseconds: Int) -> String {
        let moment = max(0, milliseconds)
        return text(seconds: moment / 1_000, fraction: padded(moment % 1_000, 3))
    }

    /// Returns the moment so many microseconds after the beginning of 1970: `2026-11-21T14:36:54.123456Z`.
    public static func text(microseconds: Int) -> String {
        let moment = max(0, microseconds)
        return text(seconds: moment / 1_000_000, fraction: padded(moment % 1_000_000, 6))
    }

    private static func text(seconds: Int, fraction: String) -> String {
        var seconds = time_t(seconds)
        var fields = tm()
        gmtime_r(&seconds, &fields)
        let date = [Int(fields.tm_year) + 1_900, Int(fields.tm_mon) + 1, Int(fields.tm_mday)]
        let time = [fields.tm_hour, fields.tm_min, fields.tm_sec]
        return date.map { padded($0, 2) }.joined(separator: "-") + "T"
            + time.map { padded(Int($0), 2) }.joined(separator: ":") + "." + fraction + "Z"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
