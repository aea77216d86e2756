extension BootTimeline {
    /// The timeline as lines for a person: the blame list, then the chain to Ready.
    public var text: String {
        var lines = [
            Self.clean("\(instance) (\(role)), incarnation \(incarnation), began \(WallClockText.text(began))")
        ]
        lines.append(outcome)
        lines.append("")
        lines += blame
        lines.append("")
        lines += chainText
        return lines.joined(separator: "\n") + "\n"
    }

    /// The timeline in one line, for a list of several.
    public var summary: String {
        Self.clean("incarnation \(incarnation), began \(WallClockText.text(began)): \(outcome)")
    }

    /// When it was Ready and how it ended, in a sentence's words.
    var outcome: String {
        let start = ready.map { "Ready after \(DurationText.text($0))" }
        guard let end else { return start ?? "not Ready yet, after \(DurationText.text(until))" }
        return Self.clean((start ?? "never Ready") + "; ended after \(DurationText.text(end.at)): \(end.text)")
    }

    /// The entries that were begun, those first that took longest.
    var blameOrder: [TimelineEntry] {
        let begun = entries.filter { $0.ordered != nil }.enumerated()
        return begun.sorted {
            let (left, right) = (duration(of: $0.element), duration(of: $1.element))
            return left == right ? $0.offset < $1.offset : left > right
        }.map(\.element)
    }

    private var blame: [String] {
        let order = blameOrder
        guard !order.isEmpty else { return ["Nothing has been started."] }
        let names = min(order.map(\.name.count).max() ?? 0, 40)
        let rows = order.map { entry in
            let time = Self.left(DurationText.text(duration(of: entry)), 12)
            let name = Self.right(Self.clean(entry.name), names)
            let state = Self.right(entry.stateText, 14)
            return Self.trimmed(
                "\(time)  \(Self.right(entry.kind.rawValue, 10))  \(name)  \(state)  \(entry.usageText)"
            )
        }
        return ["What took how long, until it ended or was ready (longest first):"] + rows
    }

    private var chainText: [String] {
        let steps = chain
        guard !steps.isEmpty else { return ["There is no chain: nothing has been started."] }
        var lines = ["The chain to Ready (@ when it was done, + what it took):"]
        var indent = ""
        if let ready {
            lines.append("Ready @\(DurationText.text(ready))")
        } else {
            lines[0] = "The chain to where it stands (@ when it was done, + what it took):"
            lines.append("not Ready")
        }
        for step in steps {
            guard let entry = entry(step.entry) else { continue }
            let done = step.done.map { "@\(DurationText.text($0)) " } ?? (entry.hasFailed ? "failed " : "not done ")
            lines.append(
                Self.clean(
                    "\(indent)└─ \(entry.kind.rawValue) \(entry.name) \(done)+\(DurationText.text(step.took))"
                )
            )
            indent += "   "
        }
        return lines
    }

    private static func left(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 0)) + text
    }

    private static func right(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(width - text.count, 0))
    }

    private static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A terminal must not take orders from a name.
    private static func clean(_ text: String) -> String {
        var clean = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            clean.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(clean)
    }
}

extension TimelineEntry {
    /// What it is doing or how it ended, in a word or three.
    var stateText: String {
        switch result {
        case .exited(let code): "exited \(code)"
        case .signaled(let signal): "signal \(signal)"
        case .notStarted: "not started"
        case .passed: "passed"
        case nil: openStateText
        }
    }

    private var openStateText: String {
        if ordered == nil { return "not reached" }
        if started == nil { return kind == .block ? "waiting" : "starting" }
        return ready == nil ? "running" : "ready"
    }

    /// What it used, for a person; empty when it is not known.
    var usageText: String {
        var parts: [String] = []
        if let usage {
            parts.append("CPU \(DurationText.text(usage.processorMicroseconds))")
            parts.append(DurationText.memory(usage.peakResidentKilobytes))
        }
        if restarts > 0 { parts.append("restarted \(restarts)×") }
        return parts.joined(separator: ", ")
    }
}
