import Kernel

/// Why a control socket can not be had; the role runs without it.
public struct ControlSocketFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it should have been.
    public let path: String
    /// Why it is not.
    public let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    /// The failure as a person reads it.
    public var description: String { "cannot listen on control socket '\(path)': \(reason)" }

    static func text(_ number: Int32) -> String { String(cString: wak_error_text(number)) }
}
