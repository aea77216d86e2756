import Foundation
import RuntimeProtocol
import Testing

@Suite struct RuntimeInstantTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("2026-03-01T10:01:00.000Z", 1_772_359_260), ("1969-12-31T23:59:59Z", -1),
        ("2000-02-29T00:00:00", 951_782_400), ("2026-03-01T12:01:00.5+02:00", 1_772_359_260),
        ("2026-03-01T05:31:00.9999999-04:30", 1_772_359_260), ("2016-12-31T23:59:60Z", 1_483_228_800),
        ("2026-03-01T24:00:00Z", 1_772_409_600), ("0001-01-01T00:00:00Z", -62_135_596_800),
    ])
    func `a moment is read`(text: String, seconds: Int64) throws {
        #expect(try #require(RuntimeInstant(text)).secondsSinceEpoch == seconds)
    }

    @Test(arguments: 0...7)
    func `any decimals are read and written`(decimals: Int) throws {
        let fraction = decimals == 0 ? "" : "." + "1234567".prefix(decimals)
        let text = "2026-03-01T10:01:00\(fraction)Z"
        #expect(try #require(RuntimeInstant(text)).written(decimals: decimals) == text)
    }

    @Test func `what is finer than 100 nanoseconds is cut off`() {
        #expect(RuntimeInstant("2026-03-01T10:01:00.12345678901Z") == RuntimeInstant("2026-03-01T10:01:00.1234567Z"))
    }

    @Test(arguments: [
        "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.9999999", "2038-01-19T03:14:07.0000000Z",
        "10000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
    ])
    func `for ever is for ever in every client's form`(text: String) throws {
        #expect(try #require(RuntimeInstant(text)).isForever)
    }

    @Test(arguments: [
        "", "2026", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-01-01", "2026-01-01 00:00:00Z",
        "2026-01-01T25:00:00Z",
        "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00Zx",
        "0000-01-01T00:00:00Z",
        "-2026-01-01T00:00:00Z", "2026-01-01T00:00:00+15:00", "99999999999999-01-01T00:00:00Z", "2026-1-1T0:0:0Z",
        "2026-00-10T00:00:00Z",
        "2026-01-00T00:00:00Z", "２026-01-01T00:00:00Z",
    ])
    func `what is no moment is none`(text: String) {
        #expect(RuntimeInstant(text) == nil)
    }

    @Test func `the calendar is Foundation's, over 8000 years`() throws {
        let formatter = ISO8601DateFormatter()
        // Foundation has the Julian calendar before 1582.
        for seconds in stride(from: Int64(-12_000_000_000), to: 253_402_300_799, by: 86_400 * 37 + 12_345) {
            let instant = RuntimeInstant(secondsSinceEpoch: seconds)
            let text = instant.written(decimals: 0)
            #expect(text == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
            #expect(RuntimeInstant(text) == instant)
        }
    }

    @Test func `nothing beyond the years traps`() {
        for extreme in [Int64.min, .min + 1, .max] {
            #expect(RuntimeInstant(RuntimeInstant(secondsSinceEpoch: extreme, nanoseconds: extreme).description) != nil)
            #expect(RuntimeInstant(RuntimeInstant(ticks: extreme).written(decimals: 7)) != nil)
            _ = RuntimeInstant.forever.advanced(by: .seconds(extreme)).duration(to: .earliest)
        }
        #expect(RuntimeInstant.forever.advanced(by: .seconds(1)) == .forever)
        #expect(RuntimeInstant.earliest.advanced(by: .seconds(-1)) == .earliest)
    }

    @Test func `moments are compared and counted`() throws {
        let first = try #require(RuntimeInstant("2026-03-01T10:01:00.25Z"))
        let second = first.advanced(by: .milliseconds(1_500))
        #expect(first < second)
        #expect(first.duration(to: second) == .milliseconds(1_500))
        #expect(second.duration(to: first) == .milliseconds(-1_500))
        #expect(second.nanoseconds == 750_000_000)
    }
}
