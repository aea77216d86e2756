/// A JSON value (RFC 8259).
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

    /// Reads a text in UTF-8: one value, no name twice in an object, nested no deeper than 16.
    ///
    /// - Throws: where it is faulty, and what should stand there.
    public init(bytes: [UInt8]) throws(JSONFault) {
        self = try JSONReader.read(bytes)
    }

    /// Returns the text, or `null`.
    public static func optional(_ text: String?) -> JSON { text.map(JSON.string) ?? .null }

    /// Returns the number, or `null`.
    public static func optional(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }

    /// Returns a list of texts.
    public static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }

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

    /// Whether it is true, if it is one of the two.
    public var bool: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The values of a list; none when it is no list.
    public var list: [JSON] {
        guard case .array(let values) = self else { return [] }
        return values
    }
}
