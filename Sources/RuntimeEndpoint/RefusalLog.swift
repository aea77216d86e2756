/// Passes on what was refused at a bounded rate: whoever sends rubbish without end must not fill the log.
struct RefusalLog {
    /// How many may be told at once.
    static let burst = 10
    /// After how long another one may be told.
    static let interval = Duration.seconds(1)

    private var left = RefusalLog.burst
    private var refilled = ContinuousClock.now
    private var untold = 0

    /// Returns what to tell of this refusal; nil when it is only counted.
    mutating func text(for refusal: String, now: ContinuousClock.Instant = .now) -> String? {
        while left < Self.burst, now - refilled >= Self.interval {
            left += 1
            refilled += Self.interval
        }
        if left == Self.burst { refilled = now }
        guard left > 0 else {
            untold &+= 1
            return nil
        }
        left -= 1
        defer { untold = 0 }
        return untold == 0 ? refusal : "\(refusal); \(untold) more before it are not shown"
    }
}
