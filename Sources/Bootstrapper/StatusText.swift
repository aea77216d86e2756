import ControlSocket
import Glibc

/// `status` for a person: one screen of 80 columns.
struct StatusText {
    /// How it looks.
    struct Style {
        /// Whether escape sequences may be used.
        var hasColour = false

        /// Returns what fits our standard output: colours on a terminal only (https://no-color.org).
        static func fitting(_ environment: [String: String]) -> Style {
            let terminal = environment["TERM"] ?? ""
            let isWanted = (environment["NO_COLOR"] ?? "").isEmpty && !terminal.isEmpty && terminal != "dumb"
            return Style(hasColour: isWanted && isatty(STDOUT_FILENO) == 1)
        }
    }

    private enum Colour: String {
        case green = "32"
        case yellow = "33"
        case red = "31"
        case faint = "2"
        case bold = "1"
    }

    private static let width = 80
    /// How many tasks fit a screen of 24 lines.
    private static let mostTasks = 12

    private let document: StatusDocument
    private let style: Style

    /// Creates the text of a document.
    init(_ document: StatusDocument, _ style: Style = Style()) {
        self.document = document
        self.style = style
    }

    /// The text, with a line end.
    var text: String { (head + explanation + table + failures + checks).joined(separator: "\n") + "\n" }

    private var head: [String] {
        let kind = document.host.map { ", \($0.kind)" } ?? ""
        let title = "\(document.instance) of role \(document.role)\(kind), deployment \(document.deployment)"
        let phase = painted(Self.printable(document.phase), phaseColour)
        let number = document.incarnation > 1 ? ", incarnation \(document.incarnation)" : ""
        let isTold = document.reason?.kind == "stopped"
        let stop = document.isStopRequested && !isTold ? ", a stop was asked for" : ""
        return [
            painted(Self.cut(title, Self.width), .bold),
            "\(phase) for \(Self.age(document.phaseDuration))\(number), pid \(document.pid)\(stop)",
        ]
    }

    private var phaseColour: Colour {
        switch document.phase {
        case "ReadyRole": .green
        case "UnresponsiveRole", "CyclingRole", "FailedStartingRole": .red
        default: .yellow
        }
    }

    private var explanation: [String] {
        var lines: [String] = []
        if let reason = document.reason { lines += Self.wrapped("why:       ", reason.text) }
        if let awaited = document.awaited { lines += Self.wrapped("waits for: ", awaited.text) }
        return lines
    }

    private var failures: [String] {
        let failed = document.tasks.filter { $0.failure != nil }
        let lines = failed.prefix(3).map { Self.cut("task \($0.number) \($0.failure ?? "")", Self.width) }
        return lines.isEmpty ? [] : [""] + lines
    }

    private var checks: [String] {
        guard let last = document.statusChecks.last else { return [] }
        let missed = document.host.map(\.misses) ?? 0
        let words = document.statusChecks.map { Self.printable($0.answer ?? "none") }.joined(separator: " ")
        let text = "StatusCheck \(Self.age(last.age)) ago; the last answers: \(words)"
        return ["", text + (missed > 0 ? painted("; \(missed) missed in a row", .red) : "")]
    }

    private static func age(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        if seconds < 600 { return SecondsText.short(duration) }
        if seconds < 7_200 { return "\(seconds / 60) min" }
        return seconds < 172_800 ? "\(seconds / 3_600) h" : "\(seconds / 86_400) d"
    }
}

extension StatusText {
    private var table: [String] {
        guard !document.tasks.isEmpty || document.host != nil else { return [] }
        let shown = document.tasks.count > Self.mostTasks ? tellingTasks : document.tasks
        let heading = row(["", "task", "type", "state", "pid", "exit", "for", "restarts"])
        var lines = ["", painted(heading, .faint)] + shown.map(line)
        if shown.count < document.tasks.count { lines.append(rest(without: shown)) }
        if let host = document.host { lines.append(line(host)) }
        return lines
    }

    /// Those of many tasks that an operator looks for, in file order.
    private var tellingTasks: [StatusDocument.Task] {
        let ranked = document.tasks.sorted { (Self.rank($0), $0.number) < (Self.rank($1), $1.number) }
        return ranked.prefix(Self.mostTasks - 1).sorted { $0.number < $1.number }
    }

    private static func rank(_ task: StatusDocument.Task) -> Int {
        switch task.state {
        case "failed", "restarting", "stillRunning": 0
        case "starting", "blocking", "stopping": 1
        case "running" where task.type == "simple": 1
        case "running", "ready": task.failures > 0 ? 2 : 3
        case "waiting": 4
        default: 5
        }
    }

    private func rest(without shown: [StatusDocument.Task]) -> String {
        let numbers = Set(shown.map(\.number))
        var counts: [(state: String, count: Int)] = []
        let others = document.tasks.filter { !numbers.contains($0.number) }
        for task in others {
            if let place = counts.firstIndex(where: { $0.state == task.state }) {
                counts[place].count += 1
            } else {
                counts.append((task.state, 1))
            }
        }
        let words = counts.map { "\($0.count) \($0.state)" }.joined(separator: ", ")
        return Self.cut("     and \(others.count) more: \(words); --json shows all", Self.width)
    }

    private func line(_ task: StatusDocument.Task) -> String {
        let text = row([
            String(task.number), task.name, task.type, task.state, task.pid.map { String($0) } ?? "-",
            Self.exit(task.exit), task.duration.map(Self.age) ?? "-", String(task.restarts),
        ])
        switch task.state {
        case "failed", "restarting", "stillRunning": return painted(text, .red)
        case "waiting": return painted(text, .faint)
        default: return text
        }
    }

    private func line(_ host: StatusDocument.Host) -> String {
        row([
            "*", host.name, "host", host.state, host.pid.map { String($0) } ?? "-",
            Self.exit(host.exit), host.duration.map(Self.age) ?? "-", "-",
        ])
    }

    private static func exit(_ exit: StatusDocument.Exit?) -> String {
        switch exit {
        case nil: "-"
        case .code(let code): String(code)
        case .signal(let number): SignalName.text(Int32(clamping: number))
        }
    }

    /// Name, type and state stand left; what is counted stands right.
    private func row(_ cells: [String]) -> String {
        let widths = [3, 17, 10, 12, 7, 6, 10, 8]
        var text = ""
        for (place, cell) in cells.prefix(widths.count).enumerated() {
            let cut = Self.cut(cell, widths[place])
            let blanks = String(repeating: " ", count: max(0, widths[place] - cut.count))
            text += (1...3).contains(place) ? cut + blanks : blanks + cut
            if place < widths.count - 1 { text += " " }
        }
        return text
    }

    private func painted(_ text: String, _ colour: Colour) -> String {
        style.hasColour ? "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m" : text
    }

    /// The text in at most so many characters, none of which can move a cursor.
    private static func cut(_ text: String, _ width: Int) -> String {
        let shown = printable(text)
        return shown.count <= width ? shown : shown.prefix(max(0, width - 1)) + "…"
    }

    /// The text with control characters written out: names come from files that others wrote.
    private static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// The text behind a label, in at most three lines.
    private static func wrapped(_ label: String, _ text: String) -> [String] {
        let room = width - label.count
        var lines = [""]
        for word in printable(text).split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = cut(String(word), room)
            } else if last.count + 1 + word.count <= room {
                lines[lines.count - 1] += " " + word
            } else if lines.count == 3 {
                lines[2] = cut(last + " " + word, room)
                break
            } else {
                lines.append(cut(String(word), room))
            }
        }
        let indent = String(repeating: " ", count: label.count)
        return lines.enumerated().map { ($0.offset == 0 ? label : indent) + $0.element }
    }
}
