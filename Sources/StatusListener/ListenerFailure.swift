import Kernel

/// Why nobody can be listened to; the role runs without it.
public struct ListenerFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it should have been.
    public let address: String
    /// Why it is not, and what mends it.
    public let reason: String

    init(_ address: String, _ reason: String) {
        self.address = address
        self.reason = reason
    }

    /// The failure as a person reads it.
    public var description: String { "cannot listen on '\(address)': \(reason)" }

    static func text(_ number: Int32) -> String { String(cString: wak_error_text(number)) }
}
