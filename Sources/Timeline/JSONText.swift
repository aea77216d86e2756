/// A JSON value (RFC 8259), as far as a timeline needs one.
enum JSONText: Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent.
    case integer(Int64)
    /// Any other number; a timeline has none, it is passed over.
    case otherNumber
    /// A text.
    case string(String)
    /// A list.
    case array([JSONText])
    /// Members, in order; no name twice.
    case object([Member])

    /// A member of an object.
    struct Member: Hashable {
        let name: String
        let value: JSONText

        init(_ name: String, _ value: JSONText) {
            self.name = name
            self.value = value
        }
    }

    static func optional(_ number: Int64?) -> JSONText { number.map(JSONText.integer) ?? .null }

    subscript(_ name: String) -> JSONText? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    var integer: Int64? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    var list: [JSONText] {
        guard case .array(let values) = self else { return [] }
        return values
    }

    /// Appends the value on one line.
    func write(to text: inout String) {
        switch self {
        case .null, .otherNumber: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let number): text += String(number)
        case .string(let content): Self.write(content, to: &text)
        case .array(let values):
            text += "["
            for (place, value) in values.enumerated() {
                if place > 0 { text += "," }
                value.write(to: &text)
            }
            text += "]"
        case .object(let members):
            text += "{"
            for (place, member) in members.enumerated() {
                if place > 0 { text += "," }
                Self.write(member.name, to: &text)
                text += ":"
                member.value.write(to: &text)
            }
            text += "}"
        }
    }

    private static func write(_ content: String, to text: inout String) {
        text += "\""
        for scalar in content.unicodeScalars {
            switch scalar {
            case "\"": text += #"\""#
            case "\\": text += #"\\"#
            case "\n": text += #"\n"#
            case "\t": text += #"\t"#
            case _ where scalar.value < 0x20 || scalar.value == 0x7F:
                text += (scalar.value < 0x10 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
