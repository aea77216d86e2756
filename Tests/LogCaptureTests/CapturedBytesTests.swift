import Foundation
import Testing

@testable import LogCapture

/// Scenarios 64, 65: what children write is kept as it was.
@Suite(.timeLimit(.minutes(1))) struct CapturedBytesTests {
    @Test func `each of 50,000 lines with a write of its own is there once and in order`() throws {
        let harness = try Harness()
        try harness.run("stdbuf -oL seq 1 50000", echo: false)
        #expect(harness.output("task").elementsEqual((1...50_000).map { "\($0)\n" }.joined().utf8))
        #expect(harness.capture.counters.droppedLines == 0)
    }

    @Test func `each of 100,000 lines in large writes is there once and in order, with its time`() throws {
        let harness = try Harness { configuration, _ in configuration.taskOutput?.format = .timestamped }
        try harness.run("seq 1 100000", echo: false)
        var expected = 1
        var times: [Substring] = []
        for line in String(decoding: harness.output("task"), as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ")
            try #require(words.count == 3 && words[1] == "O" && words[2] == "\(expected)")
            if times.last != words[0] { times.append(words[0]) }
            expected += 1
        }
        #expect(expected == 100_001)
        #expect(times == times.sorted())
    }

    @Test func `each line and byte that a task writes is counted once, over all its processes`() throws {
        let harness = try Harness()
        let tally = OutputTally()
        for command in ["seq 1 50000; printf 'no newline' >&2", "head -c 1000000 /dev/zero", "stdbuf -oL seq 1 500"] {
            harness.finish(try harness.spawn(command, echo: false, tally: tally))
        }
        #expect(tally.lines == 50_001 + 1 + 500)
        #expect(tally.bytes == 288_894 + 10 + 1_000_000 + 1_892)
        #expect(tally.linesLostByFile == 0)
    }

    @Test(arguments: [
        ("printf 'a\\377\\376b\\n'", [0x61, 0xFF, 0xFE, 0x62, 0x0A]),
        ("printf 'a\\000b\\n\\n'", [0x61, 0x00, 0x62, 0x0A, 0x0A]),
        ("printf 'no newline'", Array("no newline".utf8)),
        ("printf '\\r\\n\\033[31mred\\n'", Array("\r\n\u{1b}[31mred\n".utf8)),
        (":", []),
    ]) func `raw bytes are preserved`(command: String, expected: [UInt8]) throws {
        let harness = try Harness()
        try harness.run(command)
        #expect(harness.bytes("TaskOutput/task.log") == expected)
    }

    @Test func `a line of 1 MB is preserved raw, and between its neighbours`() throws {
        let harness = try Harness()
        try harness.run("echo before; head -c 1000000 /dev/zero | tr '\\0' x; echo; echo after", echo: false)
        let expected = "before\n" + String(repeating: "x", count: 1_000_000) + "\nafter\n"
        #expect(harness.output("task").elementsEqual(expected.utf8))
    }

    @Test func `a line of 1 MB is written with its time in pieces of 64 KiB that can be put together`() throws {
        let harness = try Harness { configuration, _ in configuration.taskOutput?.format = .timestamped }
        try harness.run("echo before; head -c 1000000 /dev/zero | tr '\\0' x; echo; printf end", echo: false)
        let records = harness.lines("TaskOutput/task.log").map { $0.split(separator: " ", maxSplits: 2) }
        let text = records.map { $0[2] + ($0[1] == "O" ? "\n" : "") }.joined()
        #expect(text == "before\n" + String(repeating: "x", count: 1_000_000) + "\nend")
        #expect(records.map(\.[1]).joined() == "O" + String(repeating: "o", count: 15) + "Oo")
        #expect(records.allSatisfy { $0[2].utf8.count <= 65_536 })
    }

    @Test func `a line of exactly 64 KiB stays in one piece`() throws {
        let harness = try Harness { configuration, _ in configuration.taskOutput?.format = .timestamped }
        try harness.run("head -c 65536 /dev/zero | tr '\\0' x; echo", echo: false)
        let lines = harness.lines("TaskOutput/task.log")
        #expect(lines.count == 1)
        #expect(lines.first?.contains(" O x") == true)
    }

    @Test func `a character that lies across 64 KiB is not divided`() throws {
        let harness = try Harness { configuration, _ in configuration.taskOutput?.format = .timestamped }
        try harness.run("head -c 65535 /dev/zero | tr '\\0' x; echo '\u{20AC}uro'", echo: false)
        let lines = harness.lines("TaskOutput/task.log")
        #expect(lines.count == 2)
        #expect(lines.last?.hasSuffix(" O \u{20AC}uro") == true)
    }

    @Test func `unfinished lines of two streams never run into one another in one file`() throws {
        let harness = try Harness()
        let started = try harness.spawn(
            "head -c 70000 /dev/zero | tr '\\0' o; head -c 70000 /dev/zero | tr '\\0' e >&2; echo O; echo E >&2"
        )
        harness.finish(started)
        for line in harness.lines("TaskOutput/task.log") {
            let lower = Set(line.lowercased())
            #expect(lower == ["o"] || lower == ["e"])
        }
        #expect(harness.bytes("TaskOutput/task.log").count(where: { $0 == UInt8(ascii: "o") }) == 70_000)
    }

    @Test func `a next child's first line does not go on where an earlier one ended without a newline`() throws {
        let harness = try Harness()
        try harness.run("printf first")
        try harness.run("echo second")
        #expect(harness.text("TaskOutput/task.log") == "first\nsecond\n")
    }

    @Test func `a child that writes byte by byte gets whole lines`() throws {
        let harness = try Harness()
        try harness.run("for word in a b c; do printf %s $word; printf %s $word; echo; done")
        harness.capture.close(within: .seconds(5))
        #expect(harness.text("TaskOutput/task.log") == "aa\nbb\ncc\n")
        #expect(harness.lines("out") == ["task | aa", "task | bb", "task | cc"])
    }

    @Test func `the lines of 200 children at once are all there, each file with its own`() throws {
        let harness = try Harness()
        let started = try (0..<200).map { number in
            try harness.spawn("seq \(number)000 \(number)499; seq 1 100 >&2", name: "t\(number)", echo: number < 20)
        }
        started.forEach { harness.finish($0) }
        for number in 0..<200 {
            let lines = harness.lines("TaskOutput/t\(number).log")
            let prefix = number * 1_000
            #expect(lines.filter { $0.count > 3 || number == 0 }.count >= 400 && lines.count == 600, "\(number)")
            let expected = (prefix..<(prefix + 500)).map { String(format: "%d", $0) }
            if number > 0 { #expect(lines.filter { Int($0) ?? 0 > 500 } == expected) }
        }
        harness.capture.close(within: .seconds(10))
        #expect(harness.lines("out").count == 20 * 500)
        #expect(harness.lines("err").count == 20 * 100)
        #expect(harness.capture.counters.droppedLines == 0)
    }
}
