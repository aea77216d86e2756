/// The last lines that a task or the host wrote.
public struct LogTail: Hashable, Sendable {
    /// A line.
    public struct Line: Hashable, Sendable {
        /// What was written, without a line end.
        public var text: String
        /// Whether it was written to the standard error.
        public var isError: Bool

        /// Creates a line.
        public init(_ text: String, isError: Bool = false) {
            self.text = text
            self.isError = isError
        }
    }

    /// How messages call the task or host.
    public var name: String
    /// The lines, the oldest first.
    public var lines: [Line]

    /// Creates a tail.
    public init(name: String, lines: [Line]) {
        self.name = name
        self.lines = lines
    }

    /// Returns tails as one line of JSON.
    static func json(_ tails: [LogTail]) -> String {
        var text = "{\"version\":1,\"tasks\":["
        for (place, tail) in tails.enumerated() {
            if place > 0 { text += "," }
            text += "{\"name\":\(quoted(tail.name)),\"lines\":["
            for (place, line) in tail.lines.enumerated() {
                if place > 0 { text += "," }
                text += "{\"stream\":\"\(line.isError ? "stderr" : "stdout")\",\"text\":\(quoted(line.text))}"
            }
            text += "]}"
        }
        return text + "]}"
    }

    private static func quoted(_ content: String) -> String {
        var text = "\"".unicodeScalars
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\"".unicodeScalars
            case "\\": text += "\\\\".unicodeScalars
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                let digits = String(scalar.value, radix: 16)
                text += ("\\u00" + (digits.count < 2 ? "0" : "") + digits).unicodeScalars
            default: text.append(scalar)
            }
        }
        text.append("\"")
        return String(text)
    }
}
