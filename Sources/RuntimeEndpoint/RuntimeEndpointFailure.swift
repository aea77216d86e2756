import Glibc

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

    private static func text(_ number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress, strerror_r(number, base, buffer.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: base)
        }
    }
}
