internal import RuntimeProtocol

/// What one process says of itself in different ways, put into the one lease that it has.
struct StatusClaims: Hashable {
    /// One thing that is said, and until when.
    struct Claim: Hashable {
        var status: ReportedStatus
        var expiration: RuntimeInstant
    }

    /// What `setStatus` said last.
    var declared: Claim?
    /// Until when the last StatusCheck makes the instance Busy.
    var busyUntil: RuntimeInstant?
    /// What nothing takes back any more: a recycle that was asked for, or the stop.
    var final: ReportedStatus?

    /// The least ready of what still holds; nil when nothing does.
    func effective(at now: RuntimeInstant) -> Claim? {
        if let final { return Claim(status: final, expiration: .forever) }
        let declared = declared.flatMap { $0.expiration > now ? $0 : nil }
        guard let busyUntil, busyUntil > now else { return declared }
        guard let declared, declared.status == .busy else { return Claim(status: .busy, expiration: busyUntil) }
        return Claim(status: .busy, expiration: max(busyUntil, declared.expiration))
    }
}
