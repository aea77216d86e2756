import Lifecycle

/// How often processes ended in which way.
public struct EndTally: Hashable, Sendable {
    /// A way to end, and how often it came.
    struct Count: Hashable, Sendable {
        let status: TerminationStatus
        var number: Int
    }

    /// In the order in which the ways came first.
    private(set) var counts: [Count] = []

    /// Creates an empty tally.
    public init() {}

    /// Counts an end.
    public mutating func note(_ status: TerminationStatus) {
        if let place = counts.firstIndex(where: { $0.status == status }) {
            counts[place].number &+= 1
        } else {
            counts.append(Count(status: status, number: 1))
        }
    }
}
