import RuntimeProtocol
import Testing

@testable import ServiceRuntime

@Suite struct StatusClaimsTests {
    private let now = RuntimeInstant(secondsSinceEpoch: 1_000)

    private func at(_ second: Int64) -> RuntimeInstant { RuntimeInstant(secondsSinceEpoch: second) }

    @Test func `nothing said is no lease`() { #expect(StatusClaims().effective(at: now) == nil) }

    @Test func `a check that makes Busy wins over Ready, and ends by itself`() {
        var claims = StatusClaims(declared: .init(status: .started, expiration: .forever))
        claims.busyUntil = at(1_020)
        #expect(claims.effective(at: now) == .init(status: .busy, expiration: at(1_020)))
        #expect(claims.effective(at: at(1_020)) == .init(status: .started, expiration: .forever))
    }

    @Test func `two kinds of Busy hold until the later one ends`() {
        var claims = StatusClaims(declared: .init(status: .busy, expiration: at(1_030)))
        claims.busyUntil = at(1_020)
        #expect(claims.effective(at: now) == .init(status: .busy, expiration: at(1_030)))
        claims.busyUntil = at(1_040)
        #expect(claims.effective(at: now) == .init(status: .busy, expiration: at(1_040)))
        #expect(claims.effective(at: at(1_035)) == .init(status: .busy, expiration: at(1_040)))
    }

    @Test func `what has expired is not said any more`() {
        let claims = StatusClaims(declared: .init(status: .busy, expiration: at(1_000)))
        #expect(claims.effective(at: now) == nil)
    }

    @Test func `nothing takes a recycle back`() {
        var claims = StatusClaims(declared: .init(status: .busy, expiration: .forever))
        claims.final = .recycle
        #expect(claims.effective(at: now) == .init(status: .recycle, expiration: .forever))
    }
}
