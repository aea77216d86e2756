import RoleModel

/// How readiness or health is found out, ready to be done.
public struct PlannedReadiness: Hashable, Sendable {
    /// The kind, its path absolute.
    public var readiness: Readiness
    /// The command of the kind `exec`; nil for every other.
    public var command: ResolvedCommand?

    /// Creates a readiness.
    public init(_ readiness: Readiness, command: ResolvedCommand? = nil) {
        self.readiness = readiness
        self.command = command
    }

    /// The readiness as the model would write it.
    var text: String { readiness.description }

    /// The variable that the process finds its channel in; known at launch only.
    var variable: String? {
        switch readiness {
        case .notify: "NOTIFY_SOCKET"
        case .fd: "READY_FD"
        case .tcp, .unix, .http, .file, .exec: nil
        }
    }
}
