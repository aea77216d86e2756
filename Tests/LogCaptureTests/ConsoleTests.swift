import Dispatch
import Foundation
import Glibc
import Testing

@testable import LogCapture

/// F3 and scenarios 66 to 68: our own standard output and error.
@Suite(.timeLimit(.minutes(1))) struct ConsoleTests {
    @Test func `not on a terminal, lines are plain and each stream goes to its own`() throws {
        let harness = try Harness()
        harness.capture.record(.info, "starting 'setup.sh'")
        try harness.run("echo hello; echo trouble >&2", name: "setup.sh")
        harness.capture.record(.warning, "two\nlines, and an escape \u{1b}[31m")
        harness.capture.record(.debug, "not shown")
        harness.capture.close(within: .seconds(5))
        #expect(harness.text("out") == "setup.sh | hello\n")
        #expect(
            harness.text("err") == """
                wahost | starting 'setup.sh'
                setup.sh | trouble
                wahost | warning: two
                wahost | warning: lines, and an escape \\u{1b}[31m

                """
        )
    }

    @Test func `a piece that continues a line has a plus where a line has a bar`() throws {
        let harness = try Harness()
        try harness.run("head -c 70000 /dev/zero | tr '\\0' x; echo; echo y")
        harness.capture.close(within: .seconds(5))
        #expect(harness.lines("out").map { $0.prefix(8) } == ["task | x", "task + x", "task | y"])
    }

    @Test(arguments: [
        (
            ["TERM": "xterm"],
            "\u{1b}[36ma     \u{20}| \u{1b}[0mone\n\u{1b}[33mlonger | \u{1b}[0m\u{1b}[1mtwo\u{1b}[0m\n"
        ),
        (["TERM": "xterm", "NO_COLOR": "1"], "a      | one\nlonger | \u{1b}[1mtwo\n"),
        (["TERM": "dumb"], "a      | one\nlonger | \u{1b}[1mtwo\n"),
    ]) func `on a terminal, names are padded and coloured`(environment: [String: String], expected: String) throws {
        let (leader, terminal) = try makeTerminal()
        let harness = try Harness { configuration, _ in
            configuration.console.standardOutput = terminal
            configuration.console.standardError = terminal
            configuration.console.environment = environment
            configuration.console.names = ["a", "longer"]
        }
        try harness.run("printf 'one\\r\\n'", name: "a")
        try harness.run("printf '\\033[1mtwo\\n'", name: "longer")
        harness.capture.close(within: .seconds(5))
        let shown = Harness.read(leader) { $0.count(where: { $0 == 0x0A }) == 2 }
        #expect(String(decoding: shown, as: UTF8.self).replacing("\r\n", with: "\n") == expected)
        close(terminal)
        close(leader)
    }

    @Test func `under systemd, lines begin with their priority`() throws {
        let harness = try Harness { configuration, _ in
            var status = stat()
            fstat(configuration.console.standardError, &status)
            configuration.console.environment = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino)"]
        }
        try harness.run("echo out; echo err >&2")
        harness.capture.record(.error, "failed")
        harness.capture.record(.info, "well")
        harness.capture.close(within: .seconds(5))
        #expect(harness.text("out") == "task | out\n")
        #expect(harness.text("err") == "<5>task | err\n<3>wahost | error: failed\n<6>wahost | well\n")
    }

    @Test func `each line of JSON can be read, whatever the child wrote`() throws {
        let harness = try Harness { configuration, _ in configuration.console.format = .json }
        try harness.run(
            "printf 'a\\000\"\\\\\\t\\177\\377b\\n\u{20AC}\\n'; head -c 70000 /dev/zero | tr '\\0' x",
            name: "q\""
        )
        harness.capture.record(.info, "said\n", fields: [LogField("code", 7), LogField("rate", .decimal(.infinity))])
        harness.capture.close(within: .seconds(5))
        let objects = try (harness.lines("out") + harness.lines("err")).map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(objects.map { $0["text"] as? String ?? "" }.prefix(2) == ["a\0\"\\\t\u{7F}\u{FFFD}b", "\u{20AC}"])
        #expect(objects.map { $0["invalidUTF8"] as? Bool } == [true, nil, nil, nil, nil])
        #expect(objects.map { $0["partial"] as? Bool } == [nil, nil, true, true, nil])
        #expect(objects.map { $0["source"] as? String } == ["q\"", "q\"", "q\"", "q\"", "wahost"])
        #expect(objects.last?["text"] as? String == "said\n")
        #expect(objects.last?["code"] as? Int == 7)
        #expect(objects.last?["level"] as? String == "info")
    }

    @Test func `a stalled reader holds the child up, loses nothing, and does not hold up the log or finish`() throws {
        let stalled = Harness.makePipe()
        let harness = try Harness { configuration, folder in
            configuration.console.standardOutput = stalled.write
            configuration.console.queueLimit = 100_000
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        let started = try harness.spawn("seq 1 60000; echo end >&2")
        let other = try harness.spawn("echo quick; exit 3", name: "other")
        // With their names the lines are more than twice as long: 46 KB of them fill the queue, when they come bit by bit.
        #expect(waitUntil { harness.capture.counters.bytesRead > 40_000 })
        // The other child's end is heard while the console stalls.
        #expect(harness.finish(other).map(\.text) == ["quick"])
        harness.capture.record(.info, "still here")
        #expect(waitUntil { harness.text("log").contains("still here") })
        #expect(harness.capture.counters.bytesRead < 250_000)
        let shown = Harness.read(stalled.read) { $0.suffix(13) == Array("task | 60000\n".utf8) }
        harness.finish(started)
        let lines = String(decoding: shown, as: UTF8.self).split(separator: "\n").filter { $0.hasPrefix("task") }
        #expect(lines == (1...60_000).map { "task | \($0)" })
        #expect(harness.capture.counters.droppedLines == 0)
        close(stalled.read)
        close(stalled.write)
    }

    @Test func `during a stop a stalled reader holds up nobody, and what it missed is counted`() throws {
        let stalled = Harness.makePipe()
        let harness = try Harness { configuration, _ in
            configuration.console.standardOutput = stalled.write
            configuration.console.queueLimit = 100_000
        }
        let started = try harness.spawn("seq 1 60000")
        #expect(waitUntil { harness.capture.counters.bytesRead > 20_000 })
        harness.capture.releaseChildren()
        #expect(harness.finish(started).last?.text == "60000")
        let counters = harness.capture.counters
        #expect(counters.linesLostByConsole > 20_000)
        #expect(harness.output("task").elementsEqual((1...60_000).map { "\($0)\n" }.joined().utf8))
        let begin = ContinuousClock.now
        #expect(!harness.capture.close(within: .milliseconds(50)))
        #expect(ContinuousClock.now - begin < .milliseconds(500))
        close(stalled.read)
        close(stalled.write)
    }

    @Test func `a reader that goes on after a loss is told how much is missing`() throws {
        let stalled = Harness.makePipe()
        let harness = try Harness { configuration, _ in
            configuration.console.standardOutput = stalled.write
            configuration.console.queueLimit = 100_000
        }
        harness.capture.releaseChildren()
        try harness.run("seq 1 60000")
        let lost = harness.capture.counters.linesLostByConsole
        #expect(lost > 0)
        _ = fcntl(stalled.read, F_SETFL, O_NONBLOCK)
        let isTold = waitUntil {
            _ = Harness.read(stalled.read)
            harness.capture.record(.debug, "something to do")
            let told = harness.text("err").matches(of: /warning: (\d+) lines are missing here/)
            return told.compactMap { Int($0.output.1) }.reduce(0, +) == harness.capture.counters.linesLostByConsole
        }
        #expect(isTold)
        close(stalled.read)
        close(stalled.write)
    }

    @Test func `a reader that goes away ends neither the capture nor the process`() throws {
        let closed = Harness.makePipe()
        close(closed.read)
        let harness = try Harness { configuration, folder in
            configuration.console.standardOutput = closed.write
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        try harness.run("seq 1 1000")
        try harness.run("echo later; echo seen >&2", name: "later")
        harness.capture.close(within: .seconds(5))
        #expect(harness.lines("TaskOutput/task.log").count == 1_000)
        #expect(harness.text("err").hasSuffix("later | seen\n"))
        let said = harness.lines("log").filter { $0.contains("cannot write to standard output: Broken pipe") }
        #expect(said.count == 1)
        close(closed.write)
    }

    @Test func `a descriptor that was never open is no fault`() throws {
        let harness = try Harness { configuration, _ in
            configuration.console.standardOutput = 4_000
            configuration.console.standardError = 4_001
        }
        harness.capture.record(.error, "heard by nobody")
        try harness.run("echo out; echo err >&2")
        #expect(harness.capture.close(within: .seconds(5)))
        #expect(harness.text("TaskOutput/task.log").split(separator: "\n").sorted() == ["err", "out"])
    }

    @Test func `a pipe that somebody made non-blocking loses nothing`() throws {
        let slow = Harness.makePipe()
        _ = fcntl(slow.write, F_SETFL, O_NONBLOCK)
        let harness = try Harness { configuration, _ in configuration.console.standardOutput = slow.write }
        let started = try harness.spawn("seq 1 50000")
        let shown = Harness.read(slow.read) { $0.suffix(13) == Array("task | 50000\n".utf8) }
        harness.finish(started)
        #expect(shown.count(where: { $0 == 0x0A }) == 50_000)
        close(slow.read)
        close(slow.write)
    }

    @Test func `a record after close is written at once`() throws {
        let harness = try Harness { configuration, folder in
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        harness.capture.record(.info, "before")
        harness.capture.close(within: .seconds(5))
        harness.capture.record(.error, "after")
        #expect(harness.text("err") == "wahost | before\nwahost | error: after\n")
        let said = harness.lines("log").map { String($0.split(separator: ".")[1].dropFirst(3)) }
        #expect(said == [", INFO ] before", ", ERROR] after"])
    }

    @Test func `times stand before the lines when asked for`() throws {
        let harness = try Harness { configuration, _ in configuration.console.timestamps = true }
        try harness.run("echo x")
        harness.capture.close(within: .seconds(5))
        #expect(harness.text("out").wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z task \| x\n/) != nil)
    }

    private func makeTerminal() throws -> (leader: Int32, terminal: Int32) {
        var leader: Int32 = -1
        var terminal: Int32 = -1
        try #require(openpty(&leader, &terminal, nil, nil, nil) == 0)
        return (leader, terminal)
    }
}
