import RuntimeProtocol
import Testing

@Suite struct LeaseTableTests {
    private let start = RuntimeInstant(secondsSinceEpoch: 1_772_359_260)

    private func acquire(
        _ client: String,
        _ status: ReportedStatus,
        _ incarnation: UInt64 = 1_000,
        seconds: Int? = nil
    ) -> StatusLeaseReport {
        let end = seconds.map { start.advanced(by: .seconds($0)) } ?? .forever
        let lease = StatusLease(incarnation: incarnation, status: status, expiration: end)
        return StatusLeaseReport(clientID: client, change: .acquire(lease))
    }

    private func table(_ reports: StatusLeaseReport...) -> LeaseTable {
        var table = LeaseTable()
        for report in reports { _ = table.apply(report, now: start) }
        return table
    }

    @Test func `without a lease there is no status`() {
        #expect(LeaseTable().status == nil)
        #expect(LeaseTable().nextExpiry == nil)
    }

    @Test(arguments: ReportedStatus.allCases, ReportedStatus.allCases)
    func `of two clients the least ready one wins`(first: ReportedStatus, second: ReportedStatus) {
        let order: [ReportedStatus] = [.recycle, .stopped, .busy, .started]
        let expected = order.first { $0 == first || $0 == second }
        #expect(table(acquire("a", first), acquire("b", second)).status == expected)
    }

    @Test func `a client has one lease, the last one`() {
        let table = table(acquire("a", .busy), acquire("b", .started), acquire("a", .started))
        #expect(table.entries.count == 2)
        #expect(table.status == .started)
    }

    @Test func `a lease holds until its expiration and not a moment longer`() {
        var table = table(acquire("a", .busy, seconds: 30), acquire("b", .started))
        #expect(table.nextExpiry == start.advanced(by: .seconds(30)))
        #expect(table.expire(now: start.advanced(by: .seconds(30) - .nanoseconds(100))).isEmpty)
        #expect(table.expire(now: start.advanced(by: .seconds(30))).map(\.clientID) == ["a"])
        #expect(table.status == .started)
        #expect(table.nextExpiry == nil)
    }

    @Test func `renewing moves the end of a lease`() {
        var table = table(acquire("a", .busy, seconds: 30), acquire("a", .busy, seconds: 60))
        #expect(table.expire(now: start.advanced(by: .seconds(59))).isEmpty)
        #expect(table.nextExpiry == start.advanced(by: .seconds(60)))
    }

    @Test func `a release ends the lease; a second one does nothing`() {
        var table = table(acquire("a", .busy))
        let release = StatusLeaseReport(clientID: "a", change: .release)
        #expect(table.apply(release, now: start) != .released(nil))
        #expect(table.apply(release, now: start) == .released(nil))
        #expect(table.status == nil)
    }

    @Test func `a lease that has expired before it came ends the one before`() {
        var table = table(acquire("a", .busy))
        guard case .expired(let before) = table.apply(acquire("a", .busy, seconds: -1), now: start) else {
            return #expect(Bool(false), "not expired")
        }
        #expect(before?.status == .busy)
        #expect(table.entries.isEmpty)
    }

    @Test func `clients with a lease are waited for, others are not`() {
        let table = table(acquire("a", .busy, 1_000), acquire("b", .started, 1_001), acquire("c", .stopped, 999))
        #expect(table.clients(awaiting: 1_001) == ["a"])
        #expect(table.clients(awaiting: 1_000) == [])
    }

    @Test func `Recycle with the new incarnation cancels the change, Recycle with the old one does not`() {
        let table = table(acquire("a", .recycle, 1_000), acquire("b", .recycle, 1_001))
        #expect(table.clients(cancelling: 1_001) == ["b"])
    }

    @Test func `when there are too many clients, a ready one gives way, and a busy one does not`() {
        var table = LeaseTable(mostClients: 2)
        _ = table.apply(acquire("a", .started), now: start)
        _ = table.apply(acquire("b", .busy), now: start)
        #expect(table.apply(acquire("c", .busy), now: start) == .acquired(before: nil))
        #expect(table.entries.map(\.clientID) == ["b", "c"])
        #expect(table.apply(acquire("d", .recycle), now: start) == .refused)
        #expect(table.apply(acquire("b", .started), now: start) != .refused)
    }
}
