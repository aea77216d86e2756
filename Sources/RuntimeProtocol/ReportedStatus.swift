/// What a client says about itself; "Ready" of the APIs is `Started` on the wire.
public enum ReportedStatus: String, Hashable, Sendable, CaseIterable {
    /// Ready to serve.
    case started = "Started"
    /// Alive and not to be sent work.
    case busy = "Busy"
    /// It asks to be recycled, or does not accept the incarnation that it names.
    case recycle = "Recycle"
    /// It has done what it does on `stopping`.
    case stopped = "Stopped"
}

extension ReportedStatus: Comparable {
    /// Returns whether the first is the less ready one.
    public static func < (first: ReportedStatus, second: ReportedStatus) -> Bool {
        first.readiness < second.readiness
    }

    /// Recycle comes first: who asks for it wants the others to end, too.
    private var readiness: Int {
        switch self {
        case .recycle: 0
        case .stopped: 1
        case .busy: 2
        case .started: 3
        }
    }
}
