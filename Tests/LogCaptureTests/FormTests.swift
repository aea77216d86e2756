import Foundation
import Glibc
import Testing

@testable import LogCapture

/// The small forms that lines are made of.
@Suite struct FormTests {
    @Test func `the calendar agrees with the C library's for 20,000 days`() {
        var seconds = -2_000_000_000
        while seconds < 6_000_000_000 {
            var time = time_t(seconds)
            var parts = tm()
            gmtime_r(&time, &parts)
            let fields = CalendarFields(Timestamp(nanoseconds: Int64(seconds) * 1_000_000_000 + 7))
            let ours = [fields.year, fields.month, fields.day, fields.hour, fields.minute, fields.second]
            let theirs = [parts.tm_year + 1_900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min]
            #expect(ours == (theirs + [parts.tm_sec]).map(Int.init))
            seconds += 399_983
        }
    }

    @Test func `a time is written in full`() {
        let buffer = ByteBuffer()
        Timestamp(nanoseconds: 1_795_271_814_123_456_789).appendISO(to: buffer)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "2026-11-21T14:36:54.123456Z")
    }

    @Test func `every byte in JSON text can be read back`() throws {
        for byte in UInt8.min...UInt8.max {
            let buffer = ByteBuffer()
            buffer.append("[")
            let replaced = [0x61, byte].withUnsafeBytes { JSONText.append($0, to: buffer) }
            buffer.append("]")
            let array = try JSONSerialization.jsonObject(with: Data(buffer.array)) as? [String]
            #expect(array == [String(decoding: [0x61, byte], as: UTF8.self)])
            #expect(replaced == (byte >= 0x80))
        }
    }

    @Test func `a long line is not divided inside an escape`() {
        let text = String(repeating: "x", count: 95) + "\u{1b}[38;5;196mred" + String(repeating: "y", count: 50)
        Array(text.utf8).withUnsafeBytes { bytes in
            #expect(LineCut.count(in: bytes, atMost: 100) == 95)
            #expect(LineCut.count(in: bytes, atMost: 106) == 106)
        }
    }

    @Test func `a long line of bytes that are no text is divided at the limit`() {
        [UInt8](repeating: 0x80, count: 300).withUnsafeBytes { bytes in
            #expect(LineCut.count(in: bytes, atMost: 100) == 100)
        }
    }

    @Test func `numbers are padded and never cut`() {
        let buffer = ByteBuffer()
        buffer.append(7, digits: 8)
        buffer.append(-5, digits: 2)
        buffer.append(Int.max, digits: 2)
        #expect(String(decoding: buffer.bytes, as: UTF8.self) == "00000007009223372036854775807")
    }

    @Test func `level names are read as they are written`() {
        for level in LogLevel.allCases { #expect(LogLevel(level.name) == level) }
        #expect(LogLevel("warn") == .warning)
        #expect(LogLevel("loud") == nil)
    }
}
