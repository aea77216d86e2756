import Testing

@testable import Bootstrapper

@Suite struct WallClockTests {
    @Test func `a moment is told in UTC with milliseconds`() {
        #expect(WallClock.text(milliseconds: 1_795_271_814_007) == "2026-11-21T14:36:54.007Z")
        #expect(WallClock.text(milliseconds: -5) == "1970-01-01T00:00:00.000Z")
    }
}
