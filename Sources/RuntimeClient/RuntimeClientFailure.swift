/// Why the runtime endpoint could not be used.
public struct RuntimeClientFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of failure it is; scripts tell them apart by the exit code.
    public enum Kind: Hashable, Sendable {
        /// The process is none of a role: it has no `WaRuntimeEndpoint`.
        case notInRole
        /// There is an endpoint, but nobody answers on it, or it refused this process.
        case unreachable
        /// Somebody is there, but did not answer within the limit.
        case late
        /// The server lists no version of the protocol that is spoken here.
        case versionNotSupported
        /// What came is not what the protocol says.
        case malformed
    }

    /// What kind of failure it is.
    public var kind: Kind
    /// What can not be done, beginning with "cannot".
    public var what: String
    /// Why not.
    public var why: String
    /// What to do about it.
    public var mend: String

    /// Creates a failure.
    public init(_ kind: Kind, what: String, why: String, mend: String) {
        self.kind = kind
        self.what = what
        self.why = why
        self.mend = mend
    }

    /// The failure as a person reads it, in one line.
    public var description: String { "\(what): \(why); \(mend)" }
}

extension RuntimeClientFailure {
    static var notInRole: Self {
        Self(
            .notInRole,
            what: "cannot find the runtime endpoint",
            why: "WaRuntimeEndpoint is not set",
            mend: "run this inside a role that 'wahostbootstrapper run' has started, with its environment"
        )
    }

    static func unreachable(_ part: EndpointPart, _ path: String, _ reason: String) -> Self {
        Self(
            .unreachable,
            what: "cannot reach the \(part.rawValue) '\(path)'",
            why: reason,
            mend: "is the bootstrapper that started this process still running, and is this its role's user?"
        )
    }

    static func closed(_ part: EndpointPart, _ path: String) -> Self {
        Self(
            .unreachable,
            what: "cannot use the \(part.rawValue) '\(path)'",
            why: "it was closed before it said anything",
            mend: "only processes of the role may use it; the bootstrapper's log says whom it refused and why"
        )
    }

    static func late(_ part: EndpointPart, _ path: String, _ limit: Duration) -> Self {
        Self(
            .late,
            what: "cannot use the \(part.rawValue) '\(path)'",
            why: "no answer within \(limit)",
            mend: part.isFIFO(path)
                ? "does another process read the same FIFO? Each needs a set of its own; sockets may be shared"
                : "does the bootstrapper still run ('wahostbootstrapper status')?"
        )
    }

    static func versionNotSupported(_ path: String, listed: [String]) -> Self {
        let versions = listed.isEmpty ? "none" : listed.map { "'\($0)'" }.joined(separator: ", ")
        return Self(
            .versionNotSupported,
            what: "cannot speak with the runtime endpoint '\(path)'",
            why: "it lists \(versions), and this program knows 2011-03-08 only",
            mend: "use a bootstrapper that speaks 2011-03-08"
        )
    }

    static func malformed(_ part: EndpointPart, _ path: String, _ reason: String) -> Self {
        Self(
            .malformed,
            what: "cannot understand the \(part.rawValue) '\(path)'",
            why: reason,
            mend: "is the path right? WaRuntimeEndpoint names the version endpoint"
        )
    }
}
