/// Makes what somebody wrote fit for a message: short, on one line, nothing in it that a terminal obeys.
enum Quotation {
    /// More bytes than this are never looked at.
    static let length = 160
    /// More scalars than this are cut off.
    private static let scalars = 40

    /// Returns the quotable form of UTF-8 bytes.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        text(String(decoding: bytes.prefix(length), as: UTF8.self), isCut: bytes.count > length)
    }

    /// Returns the quotable form of a string.
    static func text(_ string: String, isCut: Bool = false) -> String {
        var quoted = String.UnicodeScalarView()
        var left = scalars
        for scalar in string.unicodeScalars {
            guard left > 0 else { return String(quoted) + "…" }
            left -= 1
            if isPlain(scalar) {
                quoted.append(scalar)
            } else {
                quoted.append(contentsOf: name(of: scalar.value).unicodeScalars)
            }
        }
        return String(quoted) + (isCut ? "…" : "")
    }

    /// Returns a scalar as `U+000A`.
    static func name(of scalar: UInt32) -> String {
        let digits = String(scalar, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: false
        default: true
        }
    }
}
