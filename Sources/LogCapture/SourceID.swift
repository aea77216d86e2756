/// One launch of one child, as the caller numbers its children; never used twice in one run.
public struct SourceID: Hashable, Sendable {
    /// The caller's number.
    public let rawValue: Int

    /// Creates an identifier.
    public init(_ rawValue: Int) {
        self.rawValue = rawValue
    }
}
