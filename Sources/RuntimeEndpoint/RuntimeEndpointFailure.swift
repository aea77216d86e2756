import Kernel

/// Why a part of the runtime endpoint can not be had.
public struct RuntimeEndpointFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What can not be done and why, beginning with "cannot".
    public let description: String

    /// Creates a failure; `what` begins with "cannot" and quotes what was asked for.
    init(_ what: String, _ number: Int32, mend: String? = nil) {
        description = "\(what): \(Self.text(number))" + (mend.map { "; " + $0 } ?? "")
    }

    /// Creates a failure that has nothing to do with the system.
    init(_ description: String) {
        self.description = description
    }

    private static func text(_ number: Int32) -> String { String(cString: wak_error_text(number)) }
}
