import ControlSocket
import Testing

@testable import OperatorCommands

/// The screen that `status` shows, compared whole.
@Suite struct StatusTextTests {
    /// A document in which everything occurs.
    static func full() -> StatusDocument {
        var document = StatusDocument()
        document.bootstrapper = "0.1.0"
        document.pid = 4_711
        document.role = "Mill"
        document.instance = "Mill_IN_0"
        document.deployment = "d1"
        document.phase = "StoppingRole"
        document.status = "busy"
        document.since = "2026-11-21T14:36:54.123Z"
        document.phaseDuration = .milliseconds(3_210)
        document.uptime = .seconds(93_784)
        document.incarnation = 2
        document.awaited = .init(kind: "children", tasks: [2], text: "the end of startup task 2 of 4 'watch.sh'")
        document.reason = .init(
            kind: "hostExited",
            text:
                "host 'server.sh' (RoleModel.xml:9:17) was ended by signal 11 (SEGV), which nobody had expected at all"
        )
        document.isStopRequested = true
        var prepare = StatusDocument.Task(number: 1, name: "prepare\u{1b}[2J.sh", type: "simple", state: "exited")
        prepare.exit = .code(0)
        prepare.duration = .milliseconds(45)
        var watch = StatusDocument.Task(number: 2, name: "watch.sh", type: "background", state: "stopping")
        watch.pid = 4_194_304
        watch.duration = .seconds(93_784)
        watch.restarts = 12
        var failed = StatusDocument.Task(number: 3, name: "a-very-long-name.sh", type: "foreground", state: "failed")
        failed.exit = .signal(9)
        failed.duration = .seconds(599)
        failed.failure = "was ended by signal 9 (KILL)"
        failed.failures = 1
        let later = StatusDocument.Task(number: 4, name: "later.sh", type: "simple", state: "waiting")
        document.tasks = [prepare, watch, failed, later]
        var host = StatusDocument.Host(name: "server.sh", kind: "WaWorkerHost", state: "absent")
        host.exit = .signal(11)
        host.duration = .seconds(3_600)
        host.misses = 1
        document.host = host
        document.statusChecks = [
            .init(answer: "ready", age: .seconds(17)), .init(answer: nil, age: .milliseconds(2_000)),
        ]
        return document
    }

    @Test func `a full screen`() {
        #expect(
            StatusText(Self.full()).text == #"""
                Mill_IN_0 of role Mill, WaWorkerHost, deployment d1
                StoppingRole for 3.21 s, incarnation 2, pid 4711, a stop was asked for
                why:       host 'server.sh' (RoleModel.xml:9:17) was ended by signal 11 (SEGV),
                           which nobody had expected at all
                waits for: the end of startup task 2 of 4 'watch.sh'

                    task              type       state            pid   exit        for restarts
                  1 prepare\u{1b}[2J… simple     exited             -      0      45 ms        0
                  2 watch.sh          background stopping     4194304      -       26 h       12
                  3 a-very-long-name… foreground failed             -   KILL 9 min 59 s        0
                  4 later.sh          simple     waiting            -      -          -        0
                  * server.sh         host       absent             -   SEGV     60 min        -

                task 3 was ended by signal 9 (KILL)

                StatusCheck 2 s ago; the last answers: ready none; 1 missed in a row

                """#
        )
    }

    @Test func `a thousand tasks fit a screen, and those that matter are on it`() {
        var document = StatusDocument()
        document.tasks = (1...1_000).map { .init(number: $0, name: "t", type: "background", state: "running") }
        document.tasks[499].state = "failed"
        document.tasks[500].state = "waiting"
        let lines = StatusText(document).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count <= 24)
        #expect(lines.allSatisfy { $0.count <= 80 })
        #expect(lines.contains { $0.hasPrefix("500 t ") && $0.contains("failed") })
        #expect(lines.contains("     and 983 more: 982 running, 1 waiting; --json shows all"))
    }

    @Test func `nothing of a document can move a cursor, and colours only surround`() {
        let plain = StatusText(Self.full()).text
        let coloured = StatusText(Self.full(), TextStyle(hasColour: true)).text
        #expect(!plain.contains("\u{1b}"))
        #expect(coloured.contains("\u{1b}[33mStoppingRole\u{1b}[0m"))
        #expect(coloured.replacing(#/\x1b\[\d+m/#, with: "") == plain)
    }

    @Test(arguments: [(200, 50), (120, 40), (80, 24), (60, 20), (40, 12), (24, 10), (10, 4)])
    func `no line is wider than the screen, long names and wide letters included`(width: Int, height: Int) {
        var document = Self.full()
        document.tasks = (1...100).map {
            .init(number: $0, name: "a-rather-long-name-of-a-task-漢字-\($0).sh", type: "background", state: "running")
        }
        let lines = StatusText(document, TextStyle(width: width, height: height)).lines(atMost: height)
        let table = lines.drop { !$0.contains("task") }
        #expect(table.allSatisfy { DisplayText.columns($0) <= max(width, 30) }, "\(table)")
        #expect(lines.count <= max(height, 24))
        if width == 200 { #expect(lines.contains { $0.contains("a-rather-long-name-of-a-task-漢字-1.sh ") }) }
    }

    @Test func `a character that turns or hides its neighbours is written out`() {
        #expect(DisplayText.printable("a\u{202e}b\u{200b}\r\n") == #"a\u{202e}b\u{200b}\u{d}\u{a}"#)
    }
}
