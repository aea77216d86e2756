/// Reads one JSON text, strictly: UTF-8, no value after the first, no name twice, no deep nesting.
struct JSONTextReader {
    /// How deep arrays and objects may lie in each other.
    static let mostDepth = 16

    private let bytes: [UInt8]
    private var place = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Returns the value.
    ///
    /// - Throws: where the text is faulty, and what was expected there.
    static func read(_ bytes: [UInt8]) throws(TimelineFault) -> JSONText {
        var reader = JSONTextReader(bytes)
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.fault("the end") }
        return value
    }

    private func fault(_ expected: String) -> TimelineFault {
        TimelineFault("at byte \(place + 1) there should be \(expected)")
    }

    private var next: UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { place += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: scalar) else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(TimelineFault) -> JSONText {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < Self.mostDepth else { throw fault("a value, not nested deeper than \(Self.mostDepth)") }
            depth += 1
            let value = take("{") ? try object() : try array()
            depth -= 1
            return value
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func word(_ text: String, _ value: JSONText) throws(TimelineFault) -> JSONText {
        guard bytes[place...].starts(with: text.utf8) else { throw fault("'\(text)'") }
        place += text.utf8.count
        return value
    }

    private mutating func array() throws(TimelineFault) -> JSONText {
        _ = take("[")
        var values: [JSONText] = []
        skipBlanks()
        if take("]") { return .array([]) }
        while true {
            values.append(try value())
            skipBlanks()
            if take("]") { return .array(values) }
            guard take(",") else { throw fault("',' or ']'") }
        }
    }

    private mutating func object() throws(TimelineFault) -> JSONText {
        var members: [JSONText.Member] = []
        skipBlanks()
        if take("}") { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name") }
            let name = try string()
            // Objects of ours have few members: looking at each is quicker than a set.
            guard members.count < 64, !members.contains(where: { $0.name == name }) else {
                throw fault("no second member of that name, and no more than 64")
            }
            skipBlanks()
            guard take(":") else { throw fault("':'") }
            members.append(.init(name, try value()))
            skipBlanks()
            if take("}") { return .object(members) }
            guard take(",") else { throw fault("',' or '}'") }
        }
    }

    private mutating func digits() -> Int {
        let start = place
        while let byte = next, (0x30...0x39).contains(byte) { place += 1 }
        return place - start
    }

    private mutating func number() throws(TimelineFault) -> JSONText {
        let start = place
        _ = take("-")
        let first = next
        let count = digits()
        guard count == 1 || (count > 1 && first != 0x30) else {
            place = start
            throw fault("a value")
        }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard digits() > 0 else { throw fault("a digit") }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard digits() > 0 else { throw fault("a digit") }
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return isWhole ? Int64(text).map(JSONText.integer) ?? .otherNumber : .otherNumber
    }
}

extension JSONTextReader {
    private mutating func string() throws(TimelineFault) -> String {
        place += 1
        var content: [UInt8] = []
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw fault("UTF-8") }
                place += 1
                return text
            case UInt8(ascii: "\\"):
                place += 1
                content += String(try escaped()).utf8
            case 0..<0x20: throw fault("an escape for a control character")
            default:
                content.append(byte)
                place += 1
            }
        }
        throw fault("'\"'")
    }

    private mutating func escaped() throws(TimelineFault) -> Unicode.Scalar {
        let plain: Unicode.Scalar
        switch next {
        case UInt8(ascii: "\""): plain = "\""
        case UInt8(ascii: "\\"): plain = "\\"
        case UInt8(ascii: "/"): plain = "/"
        case UInt8(ascii: "b"): plain = "\u{8}"
        case UInt8(ascii: "f"): plain = "\u{C}"
        case UInt8(ascii: "n"): plain = "\n"
        case UInt8(ascii: "r"): plain = "\r"
        case UInt8(ascii: "t"): plain = "\t"
        case UInt8(ascii: "u"): return try encoded()
        default: throw fault("an escape")
        }
        place += 1
        return plain
    }

    private mutating func encoded() throws(TimelineFault) -> Unicode.Scalar {
        place += 1
        let first = try fourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xDC00, take("\\"), take("u") else { throw fault("the second half of a pair") }
        let second = try fourDigits()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else {
            throw fault("the second half of a pair")
        }
        return scalar
    }

    private mutating func fourDigits() throws(TimelineFault) -> UInt32 {
        var number: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw fault("four hexadecimal digits")
            }
            number = number << 4 | UInt32(digit)
            place += 1
        }
        return number
    }
}
