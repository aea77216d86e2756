import ControlSocket

/// `status` for a person: one screen that says what the role is doing, and why.
struct StatusText {
    private let document: StatusDocument
    private let style: TextStyle
    /// Whether it is drawn again and again: then times are in whole seconds, so that little of it changes.
    private let isLive: Bool

    /// Creates the text of a document.
    init(_ document: StatusDocument, _ style: TextStyle = TextStyle(), isLive: Bool = false) {
        self.document = document
        self.style = style
        self.isLive = isLive
    }

    /// The text, with a line end.
    var text: String { lines(atMost: max(style.height, 24) - 1).joined(separator: "\n") + "\n" }

    /// The lines; tasks that matter less are left out so that there are not more than so many, if that can be.
    func lines(atMost most: Int) -> [String] {
        let around = head + explanation
        let below = failures + checks
        let room = most - around.count - below.count - 3 - (document.host == nil ? 0 : 1)
        return around + StatusTable(document, style, age: age).lines(atMost: max(4, room)) + below
    }

    private var head: [String] {
        let kind = document.host.map { ", \($0.kind)" } ?? ""
        let title = "\(document.instance) of role \(document.role)\(kind), deployment \(document.deployment)"
        let phase = DisplayText.printable(document.phase)
        let number = document.incarnation > 1 ? ", incarnation \(document.incarnation)" : ""
        let isTold = document.reason?.kind == "stopped"
        let stop = document.isStopRequested && !isTold ? ", a stop was asked for" : ""
        let rest = " for \(age(document.phaseDuration))\(number), pid \(document.pid)\(stop)"
        return [
            style.painted(DisplayText.cut(title, style.width), .bold),
            style.painted(phase, Self.colour(ofPhase: phase)) + DisplayText.cut(rest, style.width - phase.count),
        ]
    }

    /// The colour in which a phase is told.
    static func colour(ofPhase phase: String) -> TextStyle.Colour {
        switch phase {
        case "ReadyRole": .green
        case "UnresponsiveRole", "CyclingRole", "FailedStartingRole": .red
        default: .yellow
        }
    }

    private var explanation: [String] {
        var lines: [String] = []
        if let reason = document.reason {
            lines += DisplayText.wrapped("why:       ", reason.text, width: style.width)
        }
        if let awaited = document.awaited {
            lines += DisplayText.wrapped("waits for: ", awaited.text, width: style.width)
        }
        return lines + words
    }

    /// What processes say of themselves, the host first.
    private var words: [String] {
        let tasks = document.tasks.filter { $0.says != nil }.map { ("task \($0.number)", $0.says ?? "") }
        let all = (document.host?.says.map { [("host", $0)] } ?? []) + tasks.prefix(3)
        return all.map { DisplayText.cut("\($0.0) says: \(DisplayText.printable($0.1))", style.width) }
    }

    private var failures: [String] {
        let failed = document.tasks.filter { $0.failure != nil }
        let lines = failed.prefix(3).map {
            style.painted(DisplayText.cut("task \($0.number) \($0.failure ?? "")", style.width), .red)
        }
        return lines.isEmpty ? [] : [""] + lines
    }

    private var checks: [String] {
        guard let last = document.statusChecks.last else { return [] }
        let missed = document.host.map(\.misses) ?? 0
        let words = document.statusChecks.map { DisplayText.printable($0.answer ?? "none") }.joined(separator: " ")
        let text = "StatusCheck \(age(last.age)) ago; the last answers: \(words)"
        let whole = DisplayText.cut(missed > 0 ? "\(text); \(missed) missed in a row" : text, style.width)
        return ["", style.painted(whole, missed > 0 ? .red : nil)]
    }

    private func age(_ duration: Duration) -> String {
        isLive ? AgeText.steady(duration) : AgeText.rough(duration)
    }
}

extension StatusDocument {
    /// The document as it is when so much time has passed and nothing has happened.
    func aged(by time: Duration) -> StatusDocument {
        var later = self
        later.phaseDuration += time
        later.uptime += time
        for index in later.tasks.indices where later.tasks[index].pid != nil { later.tasks[index].duration? += time }
        if later.host?.pid != nil { later.host?.duration? += time }
        for index in later.statusChecks.indices { later.statusChecks[index].age += time }
        return later
    }
}
