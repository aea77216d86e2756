/// Durations as a person reads them.
enum SecondsText {
    /// Returns `4 ms`, `0.25 s`, `3.2 s`, `4 min 5 s`.
    static func short(_ duration: Duration) -> String {
        let milliseconds = max(0, duration / .milliseconds(1))
        if milliseconds < 100 { return "\(Int(milliseconds)) ms" }
        let seconds = milliseconds / 1_000
        if seconds < 10 { return decimal(seconds, digits: 2) + " s" }
        if seconds < 120 { return decimal(seconds, digits: 1) + " s" }
        return "\(Int(seconds) / 60) min \(Int(seconds) % 60) s"
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
