/// Collects the text of an SVG picture; everything that comes from elsewhere is escaped.
struct SVGText {
    private(set) var text = ""

    /// Appends markup of our own.
    mutating func raw(_ markup: String) {
        text += markup
        text += "\n"
    }

    /// Opens a group with a tooltip.
    mutating func open(tooltip: String) { raw("<g><title>\(Self.escaped(tooltip))</title>") }

    /// Closes a group.
    mutating func close() { raw("</g>") }

    mutating func rect(_ style: String, x: Double, y: Double, width: Double, height: Double, radius: Double = 0) {
        let corner = radius > 0 ? " rx=\"\(Self.number(radius))\"" : ""
        raw(
            "<rect class=\"\(style)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\""
                + " height=\"\(Self.number(height))\"\(corner)/>"
        )
    }

    /// Draws straight lines from point to point.
    mutating func path(_ style: String, _ points: [(x: Double, y: Double)], end: String = "") {
        var data = ""
        for (place, point) in points.enumerated() {
            data += (place == 0 ? "M" : "L") + Self.number(point.x) + " " + Self.number(point.y)
        }
        raw("<path class=\"\(style)\" d=\"\(data)\(end)\"/>")
    }

    mutating func label(_ style: String, x: Double, y: Double, _ content: String) {
        let place = "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\""
        raw("<text class=\"\(style)\" \(place)>\(Self.escaped(content))</text>")
    }

    /// A number with at most two decimals; one that is not finite is 0.
    static func number(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "0" }
        let hundredths = Int64((abs(value) * 100).rounded())
        var text = (value < 0 && hundredths > 0 ? "-" : "") + String(hundredths / 100)
        let rest = hundredths % 100
        if rest > 0 { text += rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)" }
        return text
    }

    /// The text with what markup is made of escaped, and what XML can not hold replaced.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;".unicodeScalars
            case "<": result += "&lt;".unicodeScalars
            case ">": result += "&gt;".unicodeScalars
            case "\"": result += "&quot;".unicodeScalars
            case "'": result += "&#39;".unicodeScalars
            case "\n", "\t": result.append(scalar)
            case _ where scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) || isForbidden(scalar):
                result.append("\u{FFFD}")
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value == 0xFFFE || scalar.value == 0xFFFF || scalar.value & 0xFFFE == 0xFFFE
            // Marks that turn the direction of what follows would tear the picture's texts apart.
            || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
