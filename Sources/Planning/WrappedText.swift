/// Collects lines for a person, at most 80 columns wide where the words allow it.
struct WrappedText {
    private(set) var text = ""
    private let width = 80

    /// Adds a line, not wrapped.
    mutating func line(_ line: String = "") { text += Self.visible(line) + "\n" }

    /// Adds words after a prefix, wrapped at blanks; the lines that follow begin below the first word.
    mutating func paragraph(_ prefix: String, _ words: String, indent: Int? = nil) {
        let indent = indent ?? prefix.count
        var line = prefix
        var isFirst = true
        for word in Self.visible(words).split(separator: " ") {
            if !isFirst, line.count + 1 + word.count > width {
                text += line + "\n"
                line = String(repeating: " ", count: indent) + word
            } else {
                line += (isFirst ? "" : " ") + word
            }
            isFirst = false
        }
        text += line + "\n"
    }

    /// Returns a text with control characters made visible, so that none reaches a terminal.
    private static func visible(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var visible = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                visible += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                visible.unicodeScalars.append(scalar)
            }
        }
        return visible
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
