/// Durations as a person reads them.
public enum AgeText {
    /// Returns `4 ms`, `0.25 s`, `3.2 s`, `4 min 5 s`.
    public static func short(_ duration: Duration) -> String {
        let milliseconds = max(0, duration / .milliseconds(1))
        if milliseconds < 100 { return "\(Int(milliseconds)) ms" }
        let seconds = milliseconds / 1_000
        if seconds < 10 { return decimal(seconds, digits: 2) + " s" }
        if seconds < 120 { return decimal(seconds, digits: 1) + " s" }
        return "\(Int(min(seconds, 1e15)) / 60) min \(Int(min(seconds, 1e15)) % 60) s"
    }

    /// Returns the same, in whole minutes, hours or days where seconds no longer matter.
    public static func rough(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds < 600 { return short(duration) }
        if seconds < 7_200 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) d"
    }

    /// Returns the same in whole seconds, for a view that is drawn once a second.
    static func steady(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        return seconds < 120 ? "\(max(0, seconds)) s" : rough(duration)
    }

    private static func decimal(_ value: Double, digits: Int) -> String {
        let scale = digits == 2 ? 100 : 10
        let scaled = Int((value * Double(scale)).rounded())
        var fraction = String(scaled % scale)
        while fraction.count < digits { fraction = "0" + fraction }
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? "\(scaled / scale)" : "\(scaled / scale).\(fraction)"
    }
}
