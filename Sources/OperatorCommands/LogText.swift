import ControlSocket
import Glibc
import JSONText

/// Lines of logs as they are shown: for a person behind time and name, for a program as JSON.
struct LogText {
    private static let mostName = 24
    /// A colour a task, as on the console.
    private static let colours = ["36", "32", "35", "34", "33", "96", "92", "95", "94", "93"]

    private let isJSON: Bool
    private let style: TextStyle
    private let width: Int
    private let places: [LogSource: Int]
    private let today: Int
    /// Who has written a piece without a newline: what follows goes on with it.
    private var unfinished: Set<String> = []

    init(_ sources: [LogSource], isJSON: Bool, style: TextStyle) {
        self.isJSON = isJSON
        self.style = style
        width = min(Self.mostName, sources.map { DisplayText.columns(DisplayText.printable($0.name)) }.max() ?? 0)
        places = Dictionary(sources.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        today = time(nil) / 86_400
    }

    /// Returns a line with its end.
    mutating func text(_ line: LogLine, of source: LogSource) -> String {
        isJSON ? Self.json(line, source) : plain(line, source)
    }

    private static func json(_ line: LogLine, _ source: LogSource) -> String {
        let json = JSON.object([
            ("version", .integer(ControlRequest.version)),
            ("time", .string(DocumentTime.text(microseconds: line.time))),
            ("task", .optional(source.number)),
            ("name", .string(source.name)),
            ("stream", .string(line.stream.rawValue)),
            ("partial", .bool(line.isPartial)),
            ("text", .string(String(decoding: line.text, as: UTF8.self))),
        ])
        return String(decoding: json.line, as: UTF8.self) + "\n"
    }

    private mutating func plain(_ line: LogLine, _ source: LogSource) -> String {
        let key = "\(places[source] ?? -1)\(line.stream.rawValue)"
        let continues = unfinished.contains(key)
        if line.isPartial { unfinished.insert(key) } else { unfinished.remove(key) }
        let stamp = DocumentTime.text(microseconds: line.time)
        let isToday = line.time / 86_400_000_000 == today
        let moment =
            isToday ? String(stamp.dropFirst(11).prefix(12)) : stamp.prefix(10) + " " + stamp.dropFirst(11).prefix(8)
        let name = DisplayText.fitted(source.name, width)
        var text = String(decoding: line.text, as: UTF8.self)
        if style.hasColour {
            if text.hasSuffix("\r") { text.removeLast() }
            // No task paints another one's lines.
            if text.utf8.contains(0x1B) { text += "\u{1b}[0m" }
            if line.stream == .capture { text = style.painted(text, .red) }
        }
        let mark = continues ? "+" : "|"
        return style.painted(moment, .faint) + " " + coloured(name, source) + " \(mark) " + text + "\n"
    }

    private func coloured(_ name: String, _ source: LogSource) -> String {
        guard style.hasColour else { return name }
        guard let place = places[source], !source.isOwn else { return style.painted(name, .bold) }
        return "\u{1b}[\(Self.colours[place % Self.colours.count])m\(name)\u{1b}[0m"
    }
}
