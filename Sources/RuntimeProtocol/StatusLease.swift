/// What a client says of itself, and until when it holds.
public struct StatusLease: Hashable, Sendable {
    /// `Incarnation`: the goal state that the client goes by.
    public var incarnation: UInt64
    /// `Status`.
    public var status: ReportedStatus
    /// `StatusDetail`; Node and Ruby repeat the status, the others leave it out.
    public var detail: String?
    /// `Expiration`.
    public var expiration: RuntimeInstant

    /// Creates a lease.
    public init(
        incarnation: UInt64,
        status: ReportedStatus,
        detail: String? = nil,
        expiration: RuntimeInstant = .forever
    ) {
        self.incarnation = incarnation
        self.status = status
        self.detail = detail
        self.expiration = expiration
    }
}
