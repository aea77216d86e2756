/// Why a file holds no boot timeline.
public struct TimelineFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with it.
    public let reason: String

    init(_ reason: String) {
        self.reason = reason
    }

    /// The fault as a person reads it.
    public var description: String { "cannot read the boot timeline: \(reason)" }
}
