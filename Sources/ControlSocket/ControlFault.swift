import JSONText

/// Why a request is not answered as asked; goes over the wire.
public struct ControlFault: Error, Hashable, Sendable {
    /// The kinds; stable, for programs.
    public enum Code: String, CaseIterable, Sendable {
        /// The request is no JSON object, or ends without a line end.
        case malformed
        /// The request has more than 64 KiB.
        case tooLong
        /// The request's version is another than this bootstrapper's.
        case unsupportedVersion
        /// The request has no command, or one that this bootstrapper does not know.
        case unknownCommand
        /// The one who asks is neither root nor the bootstrapper's user.
        case notPermitted
        /// What is asked can not be done in this phase.
        case notPossible
        /// What the request is about is not there: a task of that name, a signal of that number.
        case notFound
        /// The files that are to be used have faults; the message tells them all.
        case faultyFiles
        /// So many clients are being told of events that there is no place left for one more.
        case tooMany
    }

    /// The kind.
    public let code: Code
    /// What can not be done, and why, for a person.
    public let message: String

    /// Creates a fault.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The answer that tells it.
    var answer: JSON {
        .object([
            ("version", .integer(ControlRequest.version)),
            ("error", .object([("code", .string(code.rawValue)), ("message", .string(message))])),
        ])
    }

    /// Reads the answer; nil when it tells no fault.
    init?(answer: JSON) {
        guard let error = answer["error"] else { return nil }
        code = (error["code"]?.text).flatMap(Code.init) ?? .malformed
        message = error["message"]?.text ?? "cannot tell why the request was refused"
    }
}
