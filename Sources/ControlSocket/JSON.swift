/// A JSON value (RFC 8259), as far as the control socket needs one.
public enum JSON: Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction and exponent.
    case integer(Int)
    /// Any other number; one that is not finite is written as `null`.
    case decimal(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSON])
    /// Members in the order in which they are written; no name twice.
    case object([(String, JSON)])

    /// Reads a text in UTF-8; nil when it is no JSON, or nested deeper than 16.
    public init?(bytes: [UInt8]) {
        guard let value = try? JSONReader.read(bytes) else { return nil }
        self = value
    }

    /// Returns the text, or `null`.
    public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// Returns the number, or `null`.
    public static func optional(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }

    /// Returns the duration in seconds, with at most three decimals, or `null`.
    public static func seconds(_ duration: Duration?) -> JSON {
        guard let duration else { return .null }
        return .decimal((duration / .milliseconds(1)).rounded() / 1_000)
    }

    /// Returns the member of an object; nil when it is missing or this is no object.
    public subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    /// The text, if it is one.
    public var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// The number, if it is one without a fraction.
    public var integer: Int? {
        guard case .integer(let number) = self else { return nil }
        return number
    }

    /// The value on one line, without a line end.
    public var line: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes += "null".utf8
        case .bool(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let number): bytes += (number.isFinite ? String(number) : "null").utf8
        case .string(let text): Self.write(text, to: &bytes)
        case .array(let values):
            Self.writeList(values, "[", "]", to: &bytes) { $0.write(to: &$1) }
        case .object(let members):
            Self.writeList(members, "{", "}", to: &bytes) { member, bytes in
                Self.write(member.0, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.1.write(to: &bytes)
            }
        }
    }

    private static func writeList<Element>(
        _ elements: [Element],
        _ open: Unicode.Scalar,
        _ close: Unicode.Scalar,
        to bytes: inout [UInt8],
        _ write: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: open))
        for (place, element) in elements.enumerated() {
            if place > 0 { bytes.append(UInt8(ascii: ",")) }
            write(element, &bytes)
        }
        bytes.append(UInt8(ascii: close))
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += #"\""#.utf8
            case UInt8(ascii: "\\"): bytes += #"\\"#.utf8
            case UInt8(ascii: "\n"): bytes += #"\n"#.utf8
            case UInt8(ascii: "\t"): bytes += #"\t"#.utf8
            case 0..<0x20, 0x7F: bytes += ((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}
