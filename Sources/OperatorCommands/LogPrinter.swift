/// Lines of several files, in the order of their time.
struct LogPrinter {
    private let readers: [LogReader]
    private let since: Int?
    private let most: Int
    private let output: OperatorOutput
    private var text: LogText
    /// Whether nothing has been printed yet.
    private(set) var isEmpty = true

    init(_ sources: [LogSource], since: Int?, lines: Int, json: Bool, output: OperatorOutput) {
        readers = sources.map { LogReader($0, lines: lines == .max ? nil : lines, since: since) }
        self.since = since
        self.output = output
        most = lines
        text = LogText(sources, isJSON: json, style: output.style)
    }

    /// Prints what there is; returns whether anybody still reads.
    mutating func printKept() -> Bool {
        guard most != .max else { return printNew() }
        // Of the last lines of each file only the last ones of all are wanted.
        var kept: [(LogLine, LogSource)] = []
        while let (line, source) = next() {
            kept.append((line, source))
            if kept.count > 2 * most + 64 { kept.removeFirst(kept.count - most) }
        }
        for (line, source) in kept.suffix(most) {
            guard show(line, source) else { return false }
        }
        return true
    }

    /// Prints what has come since; returns whether anybody still reads.
    mutating func printNew() -> Bool {
        var batch = ""
        while let (line, source) = next() {
            isEmpty = false
            batch += text.text(line, of: source)
            guard batch.utf8.count > 65_536 else { continue }
            guard output.say(batch) else { return false }
            batch = ""
        }
        return batch.isEmpty || output.say(batch)
    }

    private mutating func show(_ line: LogLine, _ source: LogSource) -> Bool {
        isEmpty = false
        return output.say(text.text(line, of: source))
    }

    /// Takes the earliest line of all files.
    private func next() -> (LogLine, LogSource)? {
        while true {
            var first: (line: LogLine, reader: LogReader)?
            for reader in readers {
                guard let line = reader.peek() else { continue }
                if let known = first, known.line.time <= line.time { continue }
                first = (line, reader)
            }
            guard let first else { return nil }
            first.reader.take()
            if let since, first.line.time < since { continue }
            return (first.line, first.reader.source)
        }
    }
}
