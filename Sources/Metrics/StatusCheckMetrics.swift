import Lifecycle

/// How StatusChecks were answered, and how soon, since the bootstrapper began.
public struct StatusCheckMetrics: Hashable, Sendable {
    /// The upper ends of the buckets; an answer comes within 10 s or counts as none.
    static let bounds: [Duration] = [
        .milliseconds(1), .microseconds(2_500), .milliseconds(5), .milliseconds(10), .milliseconds(25),
        .milliseconds(50), .milliseconds(100), .milliseconds(250), .milliseconds(500), .seconds(1),
        .milliseconds(2_500), .seconds(5), .seconds(10),
    ]

    /// How often each bucket was met, not added up; the last one is for what is longer.
    private(set) var buckets = [Int](repeating: 0, count: bounds.count + 1)
    /// All latencies together.
    private(set) var sum = Duration.zero
    /// How often the answer was Ready.
    private(set) var ready = 0
    /// How often the answer was Busy.
    private(set) var busy = 0
    /// How often there was no answer.
    private(set) var missed = 0

    /// Creates metrics without a check.
    public init() {}

    /// Counts an answer.
    public mutating func answered(_ isReady: Bool, after latency: Duration) {
        if isReady { ready &+= 1 } else { busy &+= 1 }
        let place = Self.bounds.firstIndex { latency <= $0 } ?? Self.bounds.count
        if buckets.indices.contains(place) { buckets[place] &+= 1 }
        // No number of real answers comes near the limit; a mistaken one must not trap.
        if latency > .zero, latency < .seconds(3_600), sum < .seconds(1_000_000_000_000) { sum += latency }
    }

    /// Counts a check that was not answered.
    public mutating func notAnswered() { missed &+= 1 }
}
