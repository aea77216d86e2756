import OperatorCommands

/// Durations as a person reads them.
enum SecondsText {
    /// Returns `4 ms`, `0.25 s`, `3.2 s`, `4 min 5 s`.
    static func short(_ duration: Duration) -> String { AgeText.short(duration) }
}
