/// Reads one JSON text, strictly: UTF-8, no value after the first, no name twice, no deep nesting.
struct JSONReader {
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
    static func read(_ bytes: [UInt8]) throws(JSONFault) -> JSON {
        var reader = JSONReader(bytes)
        let value = try reader.value()
        reader.skipBlanks()
        guard reader.place == bytes.count else { throw reader.fault("the end") }
        return value
    }

    private func fault(_ expected: String) -> JSONFault { JSONFault(byte: place + 1, expected: expected) }

    private var next: UInt8? { bytes.indices.contains(place) ? bytes[place] : nil }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { place += 1 }
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: scalar) else { return false }
        place += 1
        return true
    }

    private mutating func value() throws(JSONFault) -> JSON {
        skipBlanks()
        switch next {
        case UInt8(ascii: "{"): return try nested { reader throws(JSONFault) in try reader.object() }
        case UInt8(ascii: "["): return try nested { reader throws(JSONFault) in try reader.array() }
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try number()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONFault) -> JSON
    ) throws(JSONFault) -> JSON {
        guard depth < Self.mostDepth else { throw fault("a value, not nested deeper than \(Self.mostDepth)") }
        depth += 1
        place += 1
        let value = try read(&self)
        depth -= 1
        return value
    }

    private mutating func word(_ text: String, _ value: JSON) throws(JSONFault) -> JSON {
        guard bytes[place...].starts(with: text.utf8) else { throw fault("'\(text)'") }
        place += text.utf8.count
        return value
    }

    private mutating func array() throws(JSONFault) -> JSON {
        var values: [JSON] = []
        skipBlanks()
        if take("]") { return .array([]) }
        while true {
            values.append(try value())
            skipBlanks()
            if take("]") { return .array(values) }
            guard take(",") else { throw fault("',' or ']'") }
        }
    }

    private mutating func object() throws(JSONFault) -> JSON {
        var members: [(String, JSON)] = []
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return .object([]) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name") }
            let name = try string()
            guard names.insert(name).inserted else { throw fault("no second member of that name") }
            skipBlanks()
            guard take(":") else { throw fault("':'") }
            members.append((name, try value()))
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

    private mutating func number() throws(JSONFault) -> JSON {
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
        if isWhole, let number = Int(text) { return .integer(number) }
        guard let number = Double(text), number.isFinite else { throw fault("a number of a usual size") }
        return .decimal(number)
    }

    private mutating func string() throws(JSONFault) -> String {
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

    private mutating func escaped() throws(JSONFault) -> Unicode.Scalar {
        let plain: [UInt8: Unicode.Scalar] = [
            0x22: "\"", 0x5C: "\\", 0x2F: "/", 0x62: "\u{8}", 0x66: "\u{C}", 0x6E: "\n", 0x72: "\r", 0x74: "\t",
        ]
        guard let byte = next else { throw fault("an escape") }
        if let scalar = plain[byte] {
            place += 1
            return scalar
        }
        guard take("u") else { throw fault("an escape") }
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

    private mutating func fourDigits() throws(JSONFault) -> UInt32 {
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
