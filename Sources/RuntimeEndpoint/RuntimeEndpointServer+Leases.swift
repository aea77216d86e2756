import RuntimeProtocol

extension RuntimeEndpointServer {
    /// Forgets all leases: the processes that held them have ended, and the next incarnation of the role begins.
    public func forgetLeases() {
        leases.removeAll()
        settle()
    }

    /// Takes a report.
    func take(_ report: StatusLeaseReport) {
        guard !isClosed else { return }
        let now = LeaseClock.now
        _ = leases.expire(now: now)
        let outcome = leases.apply(report, now: now)
        settle(now)
        switch outcome {
        case .acquired(let before):
            if case .acquire(let lease) = report.change { tell(report.clientID, lease, before) }
        case .released: break
        case .expired:
            refuse("cannot hold the lease of client '\(report.clientID)': it had expired before it came")
        case .refused:
            refuse("cannot hold the lease of client '\(report.clientID)': \(LeaseTable.mostClients) others hold one")
        }
        tellAnswered()
    }

    /// Takes away what has expired, and publishes what has changed.
    func settle(_ now: RuntimeInstant = LeaseClock.now) {
        guard !isClosed else { return }
        let expired = leases.expire(now: now)
        clock.set(leases.nextExpiry)
        let status = leases.status.map { $0 == .started ? ReportedStatus.started : .busy }
        if status != publishedStatus {
            publishedStatus = status
            onStatus?(status)
        }
        if !expired.isEmpty { tellAnswered() }
    }

    private func tell(_ clientID: String, _ lease: StatusLease, _ before: StatusLease?) {
        switch lease.status {
        case .recycle: onRecycle?(clientID, lease.incarnation)
        case .stopped: onStopped?(clientID)
        case .started, .busy:
            if before.map({ $0.incarnation < lease.incarnation }) ?? true {
                onAccepted?(clientID, lease.incarnation)
            }
        }
    }
}
