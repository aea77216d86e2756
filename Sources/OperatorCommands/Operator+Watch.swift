import ControlSocket
import Glibc

/// `status --watch`: the whole screen, drawn when the server says that something has changed.
extension Operator {
    func watch() throws(OperatorFailure) -> OperatorExit {
        let path = try socket(of: role(atMost: 0))
        guard isatty(STDOUT_FILENO) == 1 else {
            throw OperatorFailure(
                .usage,
                "cannot watch without a terminal: write 'status --json' once, or 'events -f --json' for a program"
            )
        }
        let view = LiveView(status: try follow(.status, at: path), events: try follow(.events, at: path))
        guard let terminal = Terminal() else {
            throw OperatorFailure(.fault, "cannot watch: no descriptors are left")
        }
        let end = view.show(on: terminal)
        switch end {
        case .quit: return .done
        case .signal(let signal):
            // Whoever sent it sees that it was his signal that ended us.
            _exit(128 + signal)
        case .over(let document):
            output.complain(document.map { "\($0.instance) has ended\(Self.reason($0))\n" } ?? "the role has ended\n")
            return .done
        }
    }

    private static func reason(_ document: StatusDocument) -> String {
        document.reason.map { ": " + DisplayText.printable($0.text) } ?? ""
    }
}

/// The live screen: the status above, the latest events below.
final class LiveView {
    /// How watching ended.
    enum End {
        /// A key.
        case quit
        /// A signal.
        case signal(Int32)
        /// The role; its last status.
        case over(StatusDocument?)
    }

    private static let mostEvents = 200

    private let status: ControlStream
    private let events: ControlStream
    private var document: StatusDocument?
    private var told = ContinuousClock.now
    private var lines: [EventDocument] = []
    private var leftOut = 0

    init(status: ControlStream, events: ControlStream) {
        self.status = status
        self.events = events
    }

    /// Shows until somebody or something ends it; the terminal is as it was then.
    func show(on terminal: Terminal) -> End {
        terminal.begin()
        defer { terminal.end() }
        while true {
            let style = TextStyle.fitting(STDOUT_FILENO)
            terminal.show(frame(style), width: style.width)
            // What is drawn anew each second is the age of things; nothing is asked for.
            switch terminal.wait(for: [status.descriptor, events.descriptor], atMost: untilNextSecond) {
            case .readable: read()
            case .key(UInt8(ascii: "q")), .key(0x03), .key(0x04): return .quit
            case .signal(SIGINT): return .quit
            case .signal(let signal): return .signal(signal)
            case .key, .resized, .time: break
            }
            if status.isOver { return .over(document) }
        }
    }

    private var untilNextSecond: Duration {
        let passed = (document?.phaseDuration ?? .zero) + (ContinuousClock.now - told)
        return .seconds(passed.components.seconds + 1) - passed + .milliseconds(2)
    }

    private func read() {
        while let line = status.nextNow() {
            guard let json = try? ControlClient.read(line) else { continue }
            document = StatusDocument(json)
            told = .now
        }
        while let line = events.nextNow() {
            guard let json = try? ControlClient.read(line) else { continue }
            leftOut &+= json["leftOut"]?.integer ?? 0
            if let event = EventDocument(json) { lines.append(event) }
        }
        if lines.count > Self.mostEvents { lines.removeFirst(lines.count - Self.mostEvents) }
    }

    /// The lines of the screen.
    func frame(_ style: TextStyle) -> [String] {
        guard let document else { return ["waiting for the first status …"] }
        let now = document.aged(by: .now - told)
        let words = "q quits; pid \(document.pid), up \(AgeText.steady(now.uptime))"
        let footer = style.painted(DisplayText.cut(words, style.width), .faint)
        // On a low screen the status alone; else the events get what it leaves, a third at least.
        let share = style.height < 16 ? 0 : max(4, style.height / 3)
        let above = StatusText(now, style, isLive: true).lines(atMost: style.height - 1 - share)
        let room = style.height - above.count - 3
        var below: [String] = []
        if room > 0 {
            let heading = leftOut > 0 ? "events (\(leftOut) were left out)" : "events"
            below =
                ["", style.painted(heading, .faint)] + lines.suffix(room).map { EventText($0, style).line(style.width) }
        }
        let body = Array((above + below).prefix(style.height - 1))
        let blank = Array(repeating: "", count: max(0, style.height - 1 - body.count))
        return body + blank + [footer]
    }
}
