/// Why the output of a child can not be captured.
public struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was to be done, beginning with "cannot".
    public var what: String
    /// The system's error number.
    public var errno: Int32
    /// How to mend it.
    public var mend: String

    /// The whole message.
    public var description: String { "\(what): \(ErrorText.of(errno)); \(mend)" }
}

extension CaptureError {
    /// The error of a call that makes a descriptor.
    static func noDescriptors(_ what: String, _ number: Int32) -> CaptureError {
        CaptureError(
            what: what,
            errno: number,
            mend: "raise the limit of open files (LimitNOFILE=, ulimit -n): each child takes two of them"
        )
    }

    /// The error of an order that comes after the end.
    static func closed(_ name: String, _ number: Int32) -> CaptureError {
        CaptureError(
            what: "cannot capture the output of '\(name)'",
            errno: number,
            mend: "the log capture has been closed; start no child after that"
        )
    }
}
