/// Text that others wrote, on a screen: nothing in it moves a cursor, and its width is known.
enum DisplayText {
    /// Returns the text in at most so many columns.
    static func cut(_ text: String, _ width: Int) -> String {
        let shown = printable(text)
        guard columns(shown) > width else { return shown }
        var kept = ""
        var used = 1
        for character in shown {
            used += columns(character)
            if used > width { break }
            kept.append(character)
        }
        return width > 0 ? kept + "…" : ""
    }

    /// Returns the text in exactly so many columns.
    static func fitted(_ text: String, _ width: Int, isRight: Bool = false) -> String {
        let shown = cut(text, width)
        let blanks = String(repeating: " ", count: max(0, width - columns(shown)))
        return isRight ? blanks + shown : shown + blanks
    }

    /// Returns how many columns a text takes.
    static func columns(_ text: String) -> Int { text.reduce(0) { $0 + columns($1) } }

    /// Returns how many columns a text takes in which our own colours occur.
    static func visibleColumns(_ text: String) -> Int {
        var count = 0
        var isEscape = false
        for character in text {
            if character == "\u{1b}" { isEscape = true } else if !isEscape { count += columns(character) }
            if isEscape, character == "m" { isEscape = false }
        }
        return count
    }

    private static func columns(_ character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF,
            0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }

    /// Returns the text with what is no visible character written out: names come from files that others wrote.
    static func printable(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar.value) {
                shown += "\\u{" + String(scalar.value, radix: 16) + "}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }

    /// Control characters, and those that turn or hide what stands beside them.
    private static func isControl(_ value: UInt32) -> Bool {
        switch value {
        case 0..<0x20, 0x7F...0x9F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        default: false
        }
    }

    /// Returns the text behind a label, in at most so many lines of a width.
    static func wrapped(_ label: String, _ text: String, width: Int, most: Int = 3) -> [String] {
        let room = max(8, width - label.count)
        var lines = [""]
        for word in printable(text).split(separator: " ") {
            let last = lines[lines.count - 1]
            if last.isEmpty {
                lines[lines.count - 1] = cut(String(word), room)
            } else if columns(last) + 1 + columns(String(word)) <= room {
                lines[lines.count - 1] += " " + word
            } else if lines.count == most {
                lines[most - 1] = cut(last + " " + word + "…", room)
                break
            } else {
                lines.append(cut(String(word), room))
            }
        }
        let indent = String(repeating: " ", count: label.count)
        return lines.enumerated().map { ($0.offset == 0 ? label : indent) + $0.element }
    }
}
