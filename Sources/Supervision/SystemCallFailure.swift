import Kernel

/// A call to the system that failed: what was being done, and the system's reason.
public struct SystemCallFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What could not be done: "make a socket pair".
    public var what: String
    /// The system's error number.
    public var error: Int32

    /// Creates a failure.
    public init(_ what: String, error: Int32) {
        self.what = what
        self.error = error
    }

    /// The failure as a person reads it.
    public var description: String { "cannot \(what): \(String(cString: wak_error_text(error)))" }

    /// Returns the result of a kernel call, or throws its error.
    @discardableResult
    static func check(_ result: Int32, _ what: String) throws -> Int32 {
        guard result >= 0 else { throw SystemCallFailure(what, error: -result) }
        return result
    }
}
