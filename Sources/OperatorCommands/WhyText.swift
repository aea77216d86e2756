import ControlSocket

/// `why` for a person: the last end in full, the earlier ones a line each.
struct WhyText {
    private static let mostEarlier = 8

    private let records: [IncarnationRecord]
    private let now: StatusDocument?
    private let logs: String
    private let style: TextStyle

    init(_ records: [IncarnationRecord], now: StatusDocument?, logs: String, style: TextStyle) {
        self.records = records
        self.now = now
        self.logs = logs
        self.style = style
    }

    /// The text, with a line end.
    var text: String { (present + last + earlier).joined(separator: "\n") + "\n" }

    private var present: [String] {
        guard let now else { return [] }
        let phase = style.painted(DisplayText.printable(now.phase), StatusText.colour(ofPhase: now.phase))
        var lines = [
            "\(DisplayText.printable(now.instance)) runs: \(phase) for \(AgeText.rough(now.phaseDuration)), pid \(now.pid)"
        ]
        if let reason = now.reason { lines += DisplayText.wrapped("why:       ", reason.text, width: style.width) }
        if let awaited = now.awaited { lines += DisplayText.wrapped("waits for: ", awaited.text, width: style.width) }
        if records.isEmpty { lines.append("nothing of it has ended before, as far as is kept") }
        return lines + [""]
    }

    private var last: [String] {
        guard let record = records.last else { return [] }
        let title = "\(record.instance) of role \(record.role) ended at \(Self.moment(record.ended))"
        var lines = [style.painted(DisplayText.cut(title, style.width), .bold)]
        lines += DisplayText.wrapped("why:     ", record.reason.text, width: style.width, most: 6)
        lines.append(
            "after:   \(AgeText.rough(record.duration))\(record.wasReady ? "" : ", without having become Ready")"
        )
        lines.append("then:    " + Self.consequence(record))
        for suspect in record.suspects { lines += words(of: suspect, record) }
        let advice = Advice(record).lines
        if !advice.isEmpty {
            lines.append("")
            lines += advice.flatMap { DisplayText.wrapped("try:     ", $0, width: style.width, most: 6) }
        }
        return lines + ["logs:    \(DisplayText.printable(logs))"]
    }

    private static func consequence(_ record: IncarnationRecord) -> String {
        guard let code = record.code else { return "incarnation \(record.incarnation &+ 1) followed" }
        return "the bootstrapper ended with exit code \(code)"
    }

    private func words(of suspect: IncarnationRecord.Suspect, _ record: IncarnationRecord) -> [String] {
        var lines: [String] = []
        if case .signal(let signal)? = suspect.exit, CorePattern.dumps(signal) {
            let core = CorePattern.current.words(suspect, limit: record.coreLimit)
            lines += DisplayText.wrapped("core:    ", core, width: style.width, most: 4)
        }
        guard !suspect.lines.isEmpty else { return lines }
        lines += ["", "the last lines of \(DisplayText.printable(suspect.name)):"]
        return lines + suspect.lines.map { "  | " + DisplayText.printable($0) }
    }

    private var earlier: [String] {
        let others = records.dropLast().suffix(Self.mostEarlier).reversed()
        guard !others.isEmpty else { return [] }
        let heading = style.painted("before that (\(records.count - 1) kept):", .faint)
        return ["", heading]
            + others.map { record in
                let code = record.code.map { ", exit code \($0)" } ?? ""
                let text =
                    "\(Self.moment(record.ended)) after \(AgeText.rough(record.duration)): \(record.reason.text)\(code)"
                return "  " + DisplayText.cut(text, style.width - 2)
            }
    }

    private static func moment(_ time: String) -> String {
        let shown = DisplayText.printable(time)
        return shown.prefix(10) + " " + shown.dropFirst(11).prefix(8)
    }
}
