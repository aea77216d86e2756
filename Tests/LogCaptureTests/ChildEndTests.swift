import Dispatch
import Foundation
import Glibc
import Testing

@testable import LogCapture

/// Scenarios 42, 69: a child's end and what is heard of it.
@Suite(.timeLimit(.minutes(1))) struct ChildEndTests {
    @Test func `a grandchild that holds the pipes delays nothing, and is heard later`() throws {
        let harness = try Harness()
        let fifo = harness.folder + "/fifo"
        mkfifo(fifo, 0o600)
        let started = try harness.spawn("(read go < '\(fifo)'; echo late) & echo early")
        #expect(harness.finish(started).map(\.text) == ["early"])
        #expect(harness.capture.counters.openPipes == 2)
        let writer = open(fifo, O_WRONLY)
        write(writer, "go\n", 3)
        close(writer)
        let heard = waitUntil { harness.capture.counters.openPipes == 0 }
        #expect(heard)
        #expect(harness.text("TaskOutput/task.log") == "early\nlate\n")
    }

    @Test func `an unfinished line is heard at the child's end, though a grandchild holds the pipe`() throws {
        let harness = try Harness()
        let fifo = harness.folder + "/fifo"
        mkfifo(fifo, 0o600)
        let started = try harness.spawn("(read go < '\(fifo)'; echo late) & printf 'last words'")
        let last = harness.finish(started)
        #expect(last.map(\.text) == ["last words"])
        #expect(harness.text("TaskOutput/task.log") == "last words")
        close(open(fifo, O_WRONLY))
        #expect(waitUntil { harness.capture.counters.openPipes == 0 })
        #expect(harness.text("TaskOutput/task.log") == "last wordslate\n")
    }

    @Test func `what is told while the capture is held back is written when it is let go`() throws {
        let harness = try Harness { configuration, folder in
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        harness.capture.hold(true)
        harness.capture.record(.info, "first")
        harness.capture.record(.info, "second")
        harness.capture.hold(false)
        #expect(waitUntil { harness.text("log").contains("second") })
        #expect(harness.text("log").contains("first"))
    }

    @Test func `a capture that is held back still ends at once, with everything written`() throws {
        let harness = try Harness { configuration, folder in
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        harness.capture.hold(true)
        harness.capture.record(.info, "last")
        #expect(harness.capture.close(within: .seconds(20)))
        #expect(harness.text("log").contains("last"))
    }

    @Test func `a grandchild that never stops writing does not keep finish from answering`() throws {
        let harness = try Harness()
        let started = try harness.spawn("yes & echo $!; kill -9 $$", echo: false)
        harness.finish(started)
        kill(-started.child, SIGKILL)
        #expect(waitUntil { harness.capture.counters.openPipes == 0 })
    }

    @Test func `all 100 lines of a child that kills itself are logged before the verdict on it`() throws {
        let harness = try Harness { configuration, folder in
            configuration.log = LogFileConfiguration(path: folder + "/WaHostBootstrapper.log")
        }
        let last = try harness.run("seq 1 100; printf gone >&2; kill -9 $$", name: "main")
        harness.capture.record(.error, "host 'main' was killed")
        harness.capture.close(within: .seconds(5))
        #expect(last.count == 20)
        #expect(last.suffix(3).map(\.text) == ["99", "100", "gone"])
        #expect(last.last?.isWhole == false)
        #expect(last.last?.stream == .error)
        #expect(harness.lines("out") == (1...100).map { "main | \($0)" })
        #expect(harness.lines("err") == ["main | gone", "wahost | error: host 'main' was killed"])
    }

    @Test func `the tail can be asked for while the child lives`() throws {
        let harness = try Harness()
        let fifo = harness.folder + "/fifo"
        mkfifo(fifo, 0o600)
        let started = try harness.spawn("seq 1 30; read go < '\(fifo)'")
        #expect(waitUntil { harness.capture.tail(started.source, count: 2).map(\.text) == ["29", "30"] })
        #expect(harness.capture.tail(started.source, count: 99).count == 20)
        let writer = open(fifo, O_WRONLY)
        close(writer)
        harness.finish(started)
        #expect(harness.capture.tail(started.source, count: 1).isEmpty)
    }

    @Test func `the tail keeps the beginning of a long line and says that it is not whole`() throws {
        let harness = try Harness()
        let last = try harness.run("head -c 5000 /dev/zero | tr '\\0' x; echo; echo short", echo: false)
        #expect(last.map(\.bytes.count) == [2_048, 5])
        #expect(last.map(\.isWhole) == [false, true])
    }

    @Test func `a child that could not be started is finished with nothing heard`() throws {
        let harness = try Harness()
        let ends = try harness.capture.open(SourceID(7), name: "x", file: "x")
        close(ends.standardOutput)
        close(ends.standardError)
        #expect(harness.finish(SourceID(7)).isEmpty)
        #expect(harness.finish(SourceID(8)).isEmpty)
        #expect(harness.capture.counters.openPipes == 0)
    }

    @Test func `after close nothing is opened, and finish still answers`() throws {
        let harness = try Harness()
        #expect(harness.capture.close(within: .seconds(5)))
        #expect(throws: CaptureError.self) { try harness.capture.open(SourceID(1), name: "x", file: nil) }
        #expect(harness.finish(SourceID(1)).isEmpty)
        #expect(harness.capture.close(within: .seconds(5)))
    }

    @Test func `close keeps what was written by children that still live`() throws {
        let harness = try Harness()
        let fifo = harness.folder + "/fifo"
        mkfifo(fifo, 0o600)
        let started = try harness.spawn("echo one; printf two; echo > '\(fifo)'; exec sleep 60")
        let reader = open(fifo, O_RDONLY)
        _ = Harness.read(reader)
        close(reader)
        #expect(harness.capture.close(within: .seconds(5)))
        kill(started.child, SIGKILL)
        var status: Int32 = 0
        waitpid(started.child, &status, 0)
        #expect(harness.text("TaskOutput/task.log") == "one\ntwo")
        #expect(harness.lines("out") == ["task | one", "task | two"])
    }

    @Test func `100 children that say nothing wake neither thread`() throws {
        let harness = try Harness()
        var ends: [Int32] = []
        for number in 1...100 {
            let pair = try harness.capture.open(SourceID(number), name: "idle", file: "idle")
            ends += [pair.standardOutput, pair.standardError]
        }
        #expect(waitUntil { harness.capture.counters.openPipes == 200 })
        let before = harness.capture.status.turns
        // Not a wait for an event: that none comes is what is tested.
        _ = DispatchSemaphore(value: 0).wait(timeout: .now() + .milliseconds(700))
        #expect(harness.capture.status.turns == before)
        ends.forEach { close($0) }
    }
}

/// Looks until something is true, at most for 20 s; for what has no event to wait for.
func waitUntil(_ condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(20)
    while !condition() {
        guard ContinuousClock.now < deadline else { return false }
        usleep(1_000)
    }
    return true
}
