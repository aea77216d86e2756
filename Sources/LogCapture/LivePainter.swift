import Glibc

/// Draws the live line below the log of a terminal, and takes it away; used by the console's writer only.
struct LivePainter {
    /// What is over before that is not worth a line.
    private static let shortest = Duration.milliseconds(200)
    private static let barWidth = 10

    private let descriptor: Int32
    private let colour: Bool
    private let unicode: Bool
    /// How many columns the line that is seen has; 0 when there is none.
    private var drawnWidth = 0

    /// Creates a painter; nil where a line that is taken away again can not be had.
    init?(_ descriptor: Int32, _ configuration: ConsoleConfiguration) {
        guard descriptor >= 0, Self.isPossible(descriptor, configuration),
            case .terminal(let colour) = ConsoleStyle.fitting(descriptor, configuration)
        else { return nil }
        self.descriptor = descriptor
        self.colour = colour
        let environment = configuration.environment
        let names = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }
        let locale = (names.first { !$0.isEmpty } ?? "").lowercased()
        unicode = locale.hasSuffix("utf-8") || locale.hasSuffix("utf8")
    }

    /// Whether a descriptor is a terminal whose cursor can be moved.
    ///
    /// `NO_COLOR` is about colour only (https://no-color.org): the line is drawn without it.
    static func isPossible(_ descriptor: Int32, _ configuration: ConsoleConfiguration) -> Bool {
        guard configuration.format == .text, let name = configuration.environment["TERM"] else { return false }
        return !name.isEmpty && name != "dumb" && isatty(descriptor) == 1
    }

    /// Returns the milliseconds until the line is another one by time alone.
    func pause(_ live: LiveLine) -> Int32 {
        let age = ContinuousClock.now - live.since
        if drawnWidth == 0, age < Self.shortest { return Self.milliseconds(Self.shortest - age) + 1 }
        let seconds = max(0, age.components.seconds)
        return max(1, Self.milliseconds(.seconds(seconds + 1) - age) + 1)
    }

    /// Returns what takes the line away; empty when there is none.
    ///
    /// A terminal that has become narrower has broken it into several.
    mutating func erasure() -> [UInt8] {
        guard drawnWidth > 0 else { return [] }
        let rows = (drawnWidth - 1) / columns
        drawnWidth = 0
        return Array(((rows > 0 ? "\u{1b}[\(rows)A" : "") + "\r\u{1b}[J").utf8)
    }

    /// Returns what draws the line, or nothing when it is too early for one.
    mutating func drawing(_ live: LiveLine, atOnce: Bool) -> [UInt8] {
        let age = ContinuousClock.now - live.since
        guard atOnce || age >= Self.shortest else { return [] }
        let room = columns - 1
        let time = Self.text(of: age)
        let bar = bar(live)
        let wanted = bar.width + Self.width(live.text) + 2 + time.utf8.count
        var text = PrintableText.of(live.text)
        if wanted > room { text = cut(text, to: room - bar.width - 2 - time.utf8.count) }
        var line = bar.text + text + "  " + styled(time, "1")
        var width = bar.width + Self.width(text) + 2 + time.utf8.count
        let hintWidth = Self.width(live.hint)
        if hintWidth > 0, width + 2 + hintWidth <= room {
            line += "  " + styled(live.hint, "2")
            width += 2 + hintWidth
        }
        // Narrower than the time itself: nothing is drawn.
        guard width <= room else { return [] }
        drawnWidth = width
        return Array(("\r" + line + "\u{1b}[K").utf8)
    }

    private func bar(_ live: LiveLine) -> (text: String, width: Int) {
        guard live.total > 0 else { return ("", 0) }
        let done = min(max(live.done, 0), live.total)
        let full = Int(Double(done) / Double(live.total) * Double(Self.barWidth))
        let (on, off) = unicode ? ("━", "╌") : ("#", "-")
        let count = "\(done)/\(live.total)"
        let text =
            styled(String(repeating: on, count: full), "32")
            + styled(String(repeating: off, count: Self.barWidth - full), "2")
        return ("\(text) \(count)  ", Self.barWidth + 3 + count.utf8.count)
    }

    private func styled(_ text: String, _ code: String) -> String {
        colour && !text.isEmpty ? "\u{1b}[\(code)m\(text)\u{1b}[0m" : text
    }

    private func cut(_ text: String, to room: Int) -> String {
        let mark = unicode ? "…" : ".."
        var result = ""
        var width = 0
        for scalar in text.unicodeScalars {
            let next = Self.width(scalar)
            guard width + next <= room - (unicode ? 1 : 2) else { return result.isEmpty ? "" : result + mark }
            result.unicodeScalars.append(scalar)
            width += next
        }
        return result
    }

    private var columns: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    private static func text(of age: Duration) -> String {
        let seconds = max(0, age.components.seconds)
        return seconds < 60 ? "\(seconds) s" : "\(seconds / 60) min \(seconds % 60) s"
    }

    private static func milliseconds(_ duration: Duration) -> Int32 {
        let (seconds, attoseconds) = duration.components
        return Int32(clamping: max(0, min(seconds, 3_600)) * 1_000 + attoseconds / 1_000_000_000_000_000)
    }

    private static func width(_ text: String) -> Int { text.unicodeScalars.reduce(0) { $0 + width($1) } }

    /// Letters of East Asia and pictures take two columns; a line that is thought too wide is only shorter.
    private static func width(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
            0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
