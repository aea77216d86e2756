/// The status leases that are held, one for each client at most; it reads no clock.
///
/// How the real server combines the leases of several clients is not known. Here **the least ready one wins**: Recycle,
/// then Stopped, then Busy, then Started. With no lease left the status is the host's own again.
public struct LeaseTable: Hashable, Sendable {
    /// A lease with its holder.
    public struct Entry: Hashable, Sendable {
        /// `ClientId`.
        public var clientID: String
        /// What it holds.
        public var lease: StatusLease
    }

    /// What a report did.
    public enum Outcome: Hashable, Sendable {
        /// The lease is held; nil when the client had none before.
        case acquired(before: StatusLease?)
        /// It was given back; nil when there was none.
        case released(StatusLease?)
        /// It had expired before it came: as if it had been held and had expired, so the client has none now.
        case expired(before: StatusLease?)
        /// There are too many clients; nothing has changed.
        case refused
    }

    /// How many clients may hold one.
    public static let mostClients = 1_024

    /// The leases in the order in which they were last written.
    public private(set) var entries: [Entry] = []
    private let limit: Int

    /// Creates a table without leases.
    public init(mostClients: Int = LeaseTable.mostClients) {
        limit = max(1, mostClients)
    }

    /// Takes a report.
    ///
    /// When there are too many clients, the oldest of those that said `Started` gives way (PHP takes a new name for each
    /// run of a script); when all others say something weightier, the report is refused.
    public mutating func apply(_ report: StatusLeaseReport, now: RuntimeInstant) -> Outcome {
        let index = entries.firstIndex { $0.clientID == report.clientID }
        let before = index.map { entries[$0].lease }
        guard case .acquire(let lease) = report.change else {
            if let index { entries.remove(at: index) }
            return .released(before)
        }
        guard lease.isHeld(at: now) else {
            if let index { entries.remove(at: index) }
            return .expired(before: before)
        }
        if let index {
            entries.remove(at: index)
        } else if entries.count >= limit {
            guard let idle = entries.firstIndex(where: { $0.lease.status == .started }) else { return .refused }
            entries.remove(at: idle)
        }
        entries.append(Entry(clientID: report.clientID, lease: lease))
        return .acquired(before: before)
    }

    /// Takes away what has expired, and returns it.
    public mutating func expire(now: RuntimeInstant) -> [Entry] {
        let expired = entries.filter { !$0.lease.isHeld(at: now) }
        if !expired.isEmpty { entries.removeAll { !$0.lease.isHeld(at: now) } }
        return expired
    }

    /// Takes away all leases.
    public mutating func removeAll() {
        entries = []
    }

    /// The least ready status that is held; nil without a lease.
    public var status: ReportedStatus? {
        entries.map(\.lease.status).min()
    }

    /// When the next lease expires; nil when none ever does.
    public var nextExpiry: RuntimeInstant? {
        entries.map(\.lease.expiration).filter { !$0.isForever }.min()
    }

    /// Returns the clients with a lease that have not answered this incarnation yet, in order.
    ///
    /// Clients without a lease answer nothing and are not waited for; one that has stopped (Ruby's names the incarnation
    /// before the stop) has answered. Ruby's never answers a change: wait with a limit.
    public func clients(awaiting incarnation: UInt64) -> [String] {
        entries.filter { $0.lease.incarnation < incarnation && $0.lease.status != .stopped }.map(\.clientID)
    }

    /// Returns the clients that do not accept this incarnation: they ask to be recycled into it.
    public func clients(cancelling incarnation: UInt64) -> [String] {
        entries.filter { $0.lease.incarnation >= incarnation && $0.lease.status == .recycle }.map(\.clientID)
    }
}

extension StatusLease {
    /// Returns whether it has not expired.
    public func isHeld(at now: RuntimeInstant) -> Bool {
        expiration.isForever || now < expiration
    }
}
