internal import RuntimeClient

/// When the next StatusCheck is due; there is none, and no timer, while nobody listens.
struct CheckTimetable {
    let interval: Duration
    private var next: Deadline?

    init(interval: Duration) { self.interval = interval }

    /// Returns how long it is to the next one; nil: for ever.
    ///
    /// The first is due at once.
    mutating func delay(isWanted: Bool) -> Duration? {
        guard isWanted else {
            next = nil
            return nil
        }
        let due = next ?? Deadline(after: .zero)
        next = due
        return due.remaining
    }

    /// One begins now.
    mutating func begin() { next = Deadline(after: interval) }
}
