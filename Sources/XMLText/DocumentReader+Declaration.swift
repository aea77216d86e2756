extension DocumentReader {
    /// Whether an XML declaration begins the text; `<?xml-…` and the like are instructions.
    private var hasDeclaration: Bool {
        matches("<?xml") && !UInt32(byte(at: position + 5)).isNamePart && byte(at: position + 5) < 0x80
    }

    /// Reads the XML declaration, if there is one, and returns whether it promises US-ASCII.
    ///
    /// - Throws: `unsupportedEncoding` when it names another encoding than the one the bytes have.
    mutating func readDeclaration(in encoding: TextEncoding) throws(XMLError) -> Bool {
        guard hasDeclaration else { return false }
        position += 5
        guard let version = try readPseudoAttribute("version") else {
            throw .declarationWithoutVersion(at: location(of: position))
        }
        try checkVersion(version)
        var isASCII = false
        if let name = try readPseudoAttribute("encoding") { isASCII = try check(name, against: encoding) }
        if let standalone = try readPseudoAttribute("standalone") { try checkStandalone(standalone) }
        skipSpace()
        guard matches("?>") else {
            let written = excerpt(at: position)
            throw .malformedDeclaration(written, at: location(of: position))
        }
        position += 2
        return isASCII
    }

    /// Reads `name="value"` with the white space before it, and returns where the value stands; nil for another name.
    private mutating func readPseudoAttribute(_ name: StaticString) throws(XMLError) -> Range<Int>? {
        let start = position
        guard skipSpace(), matches(name) else {
            position = start
            return nil
        }
        position += name.utf8CodeUnitCount
        skipSpace()
        guard byte(at: position) == 0x3D else { throw malformedDeclaration() }
        position += 1
        skipSpace()
        let mark = byte(at: position)
        guard mark == 0x22 || mark == 0x27 else { throw malformedDeclaration() }
        let first = position + 1
        var last = first
        while byte(at: last) != mark {
            guard last < end, byte(at: last) != 0x3C, last - first < limits.nameLength else {
                throw malformedDeclaration()
            }
            last += 1
        }
        position = last + 1
        return first..<last
    }

    private mutating func malformedDeclaration() -> XMLError {
        .malformedDeclaration(excerpt(at: position), at: location(of: position))
    }

    private mutating func checkVersion(_ range: Range<Int>) throws(XMLError) {
        let digits = bytes[range].dropFirst(2)
        guard matches("1.", at: range.lowerBound), !digits.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else {
            throw .version(quote(range), at: location(of: range.lowerBound))
        }
    }

    private mutating func check(_ range: Range<Int>, against encoding: TextEncoding) throws(XMLError) -> Bool {
        let name = string(range).lowercased()
        if name == encoding.name { return false }
        if name == "us-ascii", encoding == .utf8 { return true }
        let place = location(of: range.lowerBound)
        if name == "utf-8" || name == "utf-16" || name == "us-ascii" {
            throw .encodingDisagrees(declared: quote(range), found: encoding.name, at: place)
        }
        throw .unsupportedEncoding(quote(range), at: place)
    }

    private mutating func checkStandalone(_ range: Range<Int>) throws(XMLError) {
        guard
            range.count == 3 && matches("yes", at: range.lowerBound)
                || range.count == 2 && matches("no", at: range.lowerBound)
        else { throw .standalone(quote(range), at: location(of: range.lowerBound)) }
    }
}
