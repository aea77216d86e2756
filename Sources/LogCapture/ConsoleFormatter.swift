import Kernel

/// Puts lines and records into the form that each of our own descriptors wants.
final class ConsoleFormatter {
    /// A longer name does not move the text further to the right.
    static let widestName = 24
    private static let palette: [StaticString] = [
        "\u{1b}[36m", "\u{1b}[33m", "\u{1b}[32m", "\u{1b}[35m", "\u{1b}[34m",
        "\u{1b}[96m", "\u{1b}[93m", "\u{1b}[92m", "\u{1b}[95m", "\u{1b}[94m",
    ]

    /// Counts how often prefixes made earlier became outdated.
    private(set) var generation = 0
    private let configuration: ConsoleConfiguration
    private let styles: [ConsoleStyle]
    private var width: Int
    private var places: [String: Int] = [:]
    private let timeScratch = ByteBuffer()

    init(_ configuration: ConsoleConfiguration) {
        self.configuration = configuration
        styles = [
            .fitting(configuration.standardOutput, configuration),
            .fitting(configuration.standardError, configuration),
        ]
        width = min(configuration.ownName.unicodeScalars.count, Self.widestName)
        configuration.names.forEach(learn)
    }

    func style(of stream: StandardStream) -> ConsoleStyle {
        styles.indices.contains(stream.rawValue) ? styles[stream.rawValue] : .plain
    }

    /// Gives a name its colour, and the column its width.
    func learn(_ name: String) {
        guard places[name] == nil else { return }
        places[name] = places.count
        let scalars = min(name.unicodeScalars.count, Self.widestName)
        guard scalars > width else { return }
        width = scalars
        generation += 1
    }

    /// Returns what stands before each line of a child: priority, name, separator.
    func prefix(_ name: String, _ stream: StandardStream, continuing: Bool = false) -> [UInt8] {
        let buffer = ByteBuffer()
        let separator: StaticString = continuing ? " + " : " | "
        switch style(of: stream) {
        case .json: break
        case .journal:
            buffer.append(stream == .output ? "<6>" : "<5>")
            append(name, separator, to: buffer)
        case .plain: append(name, separator, to: buffer)
        case .terminal(let colour): appendColumn(name, separator, colour: colour, to: buffer)
        }
        return buffer.array
    }

    /// Appends many lines, each of which ends in a newline.
    ///
    /// `prefixes.first` is for a first line that goes on, `prefixes.rest` for all others.
    func append(
        lines: UnsafeRawBufferPointer,
        _ stream: StandardStream,
        name: String,
        prefixes: (first: [UInt8], rest: [UInt8]),
        time: Timestamp,
        to buffer: ByteBuffer
    ) {
        let style = style(of: stream)
        if style == .plain || style == .journal {
            return appendPlain(lines, style, prefixes: prefixes, time: time, to: buffer)
        }
        var prefix = prefixes.first
        var start = 0
        while start < lines.count {
            let rest = UnsafeRawBufferPointer(rebasing: lines[start...])
            let length = rest.firstIndex(of: 0x0A) ?? rest.count
            let text = UnsafeRawBufferPointer(rebasing: rest[..<length])
            if style == .json {
                appendJSON(text, stream, name: name, isPiece: false, time: time, to: buffer)
            } else {
                appendText(text, style, prefix: prefix, time: time, to: buffer)
            }
            prefix = prefixes.rest
            start += length + 1
        }
    }

    /// Appends part of a line, as a line of its own.
    func append(
        piece: UnsafeRawBufferPointer,
        _ stream: StandardStream,
        name: String,
        prefix: [UInt8],
        time: Timestamp,
        to buffer: ByteBuffer
    ) {
        let style = style(of: stream)
        guard style == .json else { return appendText(piece, style, prefix: prefix, time: time, to: buffer) }
        appendJSON(piece, stream, name: name, isPiece: true, time: time, to: buffer)
    }

    /// Appends a record of our own, for standard error; nothing when its level is not shown.
    func append(_ record: LogRecord, to buffer: ByteBuffer) {
        guard record.level >= configuration.level else { return }
        let style = style(of: .error)
        guard style != .json else { return JSONRecord.append(record, source: configuration.ownName, to: buffer) }
        PrintableText.forEachLine(of: record.text) { line in
            if style == .journal { buffer.append(record.level.journalPrefix) }
            appendTime(record.time, style, to: buffer)
            appendOwnName(record.level, style, to: buffer)
            buffer.append(line)
            if style == .terminal(colour: true), record.level >= .warning { buffer.append("\u{1b}[0m") }
            buffer.append("\n")
        }
    }

    /// The way of most output, in a container or a unit: one pass, in C.
    private func appendPlain(
        _ lines: UnsafeRawBufferPointer,
        _ style: ConsoleStyle,
        prefixes: (first: [UInt8], rest: [UInt8]),
        time: Timestamp,
        to buffer: ByteBuffer
    ) {
        var rest = lines
        if prefixes.first != prefixes.rest, let end = lines.firstIndex(of: 0x0A) {
            appendText(
                UnsafeRawBufferPointer(rebasing: lines[..<end]),
                style,
                prefix: prefixes.first,
                time: time,
                to: buffer
            )
            rest = UnsafeRawBufferPointer(rebasing: lines[(end + 1)...])
        }
        timeScratch.removeAll()
        appendTime(time, style, to: timeScratch)
        let prefix = timeScratch.array + prefixes.rest
        while !rest.isEmpty {
            var used = 0
            // A line is at most as long as the whole; short ones take several rounds.
            let room = rest.count + 64 * prefix.count
            buffer.fill(room: room) {
                wak_prefix_lines($0, room, prefix, prefix.count, rest.baseAddress, rest.count, &used)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[used...])
        }
    }

    private func appendText(
        _ text: UnsafeRawBufferPointer,
        _ style: ConsoleStyle,
        prefix: [UInt8],
        time: Timestamp,
        to buffer: ByteBuffer
    ) {
        appendTime(time, style, to: buffer)
        buffer.append(prefix)
        guard case .terminal(let colour) = style else {
            buffer.append(text)
            return buffer.append("\n")
        }
        // A carriage return at the end moves nothing; escapes of the child end with its line.
        let end = text.last == 0x0D ? text.count - 1 : text.count
        buffer.append(UnsafeRawBufferPointer(rebasing: text[..<end]))
        if colour, text.contains(0x1B) { buffer.append("\u{1b}[0m") }
        buffer.append("\n")
    }

    private func appendJSON(
        _ text: UnsafeRawBufferPointer,
        _ stream: StandardStream,
        name: String,
        isPiece: Bool,
        time: Timestamp,
        to buffer: ByteBuffer
    ) {
        buffer.append("{\"time\":\"")
        time.appendISO(to: buffer)
        buffer.append("\",\"source\":")
        JSONText.append(name, to: buffer)
        buffer.append(",\"stream\":\"")
        buffer.append(stream.name)
        buffer.append("\",\"text\":")
        let replaced = JSONText.append(text, to: buffer)
        if isPiece { buffer.append(",\"partial\":true") }
        if replaced { buffer.append(",\"invalidUTF8\":true") }
        buffer.append("}\n")
    }

    /// The journal reads a priority only from the very beginning of a line, and has a time of its own.
    private func appendTime(_ time: Timestamp, _ style: ConsoleStyle, to buffer: ByteBuffer) {
        guard configuration.timestamps, style != .journal else { return }
        time.appendISO(to: buffer)
        buffer.append(" ")
    }

    private func appendOwnName(_ level: LogLevel, _ style: ConsoleStyle, to buffer: ByteBuffer) {
        guard case .terminal(let colour) = style else {
            append(configuration.ownName, " | ", to: buffer)
            return buffer.append(level.consoleWord)
        }
        if colour { buffer.append("\u{1b}[1m") }
        appendPadded(configuration.ownName, to: buffer)
        if colour { buffer.append("\u{1b}[0m") }
        buffer.append(" | ")
        if colour, level >= .warning { buffer.append(level == .error ? "\u{1b}[31m" : "\u{1b}[33m") }
        buffer.append(level.consoleWord)
    }

    private func appendColumn(_ name: String, _ separator: StaticString, colour: Bool, to buffer: ByteBuffer) {
        let place = places[name] ?? 0
        if colour { buffer.append(Self.palette[place % Self.palette.count]) }
        appendPadded(name, to: buffer)
        buffer.append(separator)
        if colour { buffer.append("\u{1b}[0m") }
    }

    private func append(_ name: String, _ separator: StaticString, to buffer: ByteBuffer) {
        buffer.append(string: PrintableText.of(name))
        buffer.append(separator)
    }

    private func appendPadded(_ name: String, to buffer: ByteBuffer) {
        buffer.append(string: PrintableText.of(name))
        for _ in 0..<max(0, width - name.unicodeScalars.count) { buffer.append(" ") }
    }
}
