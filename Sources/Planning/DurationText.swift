/// Durations as texts.
enum DurationText {
    /// Returns seconds with as many decimals as they need, at most three: `1.5`.
    static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds.magnitude / 1_000_000_000_000_000
        let sign = seconds < 0 || attoseconds < 0 ? "-" : ""
        guard milliseconds > 0 else { return sign + String(seconds.magnitude) }
        var decimals = String(milliseconds)
        decimals = String(repeating: "0", count: max(0, 3 - decimals.count)) + decimals
        while decimals.last == "0" { decimals.removeLast() }
        return sign + String(seconds.magnitude) + "." + decimals
    }

    /// Returns a duration as a person says it: `30 s`, `5 min`, `250 ms`.
    static func spoken(_ duration: Duration) -> String {
        if duration.isEndless { return "any time" }
        let (whole, attoseconds) = duration.components
        if attoseconds == 0, whole >= 60, whole.isMultiple(of: 60) { return "\(whole / 60) min" }
        if whole == 0, attoseconds > 0 { return "\(attoseconds / 1_000_000_000_000_000) ms" }
        return seconds(duration) + " s"
    }
}
