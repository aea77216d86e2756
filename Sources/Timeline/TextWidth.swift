/// How wide texts are drawn, about: a picture can not ask its viewer.
enum TextWidth {
    /// Returns the width in the pixels of a font of the given size.
    static func of(_ text: String, size: Double) -> Double {
        text.unicodeScalars.reduce(0) { $0 + factor($1) } * size
    }

    /// Returns the text, with its middle left out when it would be wider than there is room.
    static func fitted(_ text: String, size: Double, into room: Double) -> String {
        guard of(text, size: size) > room else { return text }
        var head = ""
        var tail = ""
        var left = room - of("…", size: size)
        // The beginning tells more than the end: two characters of it for one of the end.
        var characters = Array(text)[...]
        var turn = 0
        while let next = turn % 3 == 2 ? characters.last : characters.first {
            left -= of(String(next), size: size)
            guard left >= 0 else { break }
            if turn % 3 == 2 {
                tail = String(next) + tail
                characters.removeLast()
            } else {
                head.append(next)
                characters.removeFirst()
            }
            turn += 1
        }
        return head + "…" + tail
    }

    /// Of sans-serif fonts, those that are somewhat wide (DejaVu Sans).
    private static func factor(_ scalar: Unicode.Scalar) -> Double {
        switch scalar {
        case "i", "j", "l", ".", ",", ":", ";", "'", "|", "!": 0.33
        case "f", "t", "r", " ", "(", ")", "[", "]", "-": 0.41
        case "m", "w", "M", "W", "@", "%", "…": 0.92
        case "A"..."Z": 0.70
        default: wide(scalar) ? 1.05 : 0.63
        }
    }

    private static func wide(_ scalar: Unicode.Scalar) -> Bool {
        (0x1100...0x115F).contains(scalar.value) || (0x2E80...0xA4CF).contains(scalar.value)
            || (0xAC00...0xD7A3).contains(scalar.value) || (0xF900...0xFAFF).contains(scalar.value)
            || (0xFE30...0xFE6F).contains(scalar.value) || (0xFF00...0xFF60).contains(scalar.value)
            || (0x1F300...0x1FAFF).contains(scalar.value) || (0x20000...0x3FFFD).contains(scalar.value)
    }
}
