/// What the last line of a terminal says while something is waited for.
public struct LiveLine: Equatable, Sendable {
    /// What is waited for, in words.
    public var text: String
    /// How many parts of the whole are done.
    public var done: Int
    /// How many parts there are; 0 draws no bar.
    public var total: Int
    /// What somebody may do, told when there is room for it.
    public var hint: String
    /// Since when it is waited for.
    public var since: ContinuousClock.Instant

    /// Creates a line.
    public init(_ text: String, done: Int = 0, of total: Int = 0, hint: String = "", since: ContinuousClock.Instant) {
        self.text = text
        self.done = done
        self.total = total
        self.hint = hint
        self.since = since
    }
}
