extension DocumentReader {
    /// Reads a character reference or one of the five predefined entities, and returns what it stands for.
    mutating func readReference() throws(XMLError) -> UInt32 {
        let start = position
        position += 1
        if byte(at: position) == 0x23 { return try readCharacterReference(from: start) }
        guard let name = try readName() else { throw .bareAmpersand(at: location(of: start)) }
        guard byte(at: position) == 0x3B else {
            throw .unfinishedReference(quote(start..<position), at: location(of: start))
        }
        position += 1
        guard let scalar = predefined(name) else { throw .unknownEntity(quote(name), at: location(of: start)) }
        return scalar
    }

    private func predefined(_ name: Range<Int>) -> UInt32? {
        switch name.count {
        case 2 where matches("lt", at: name.lowerBound): 0x3C
        case 2 where matches("gt", at: name.lowerBound): 0x3E
        case 3 where matches("amp", at: name.lowerBound): 0x26
        case 4 where matches("apos", at: name.lowerBound): 0x27
        case 4 where matches("quot", at: name.lowerBound): 0x22
        default: nil
        }
    }

    private mutating func readCharacterReference(from start: Int) throws(XMLError) -> UInt32 {
        position += 1
        let isHexadecimal = byte(at: position) == 0x78
        if isHexadecimal { position += 1 }
        let firstDigit = position
        var scalar: UInt32 = 0
        while let digit = digit(byte(at: position), isHexadecimal: isHexadecimal) {
            // Beyond Unicode it stays beyond Unicode, and never overflows.
            if scalar <= 0x10_FFFF { scalar = scalar * (isHexadecimal ? 16 : 10) + digit }
            position += 1
        }
        guard position > firstDigit, byte(at: position) == 0x3B else {
            let written = excerpt(at: start, length: position + 1 - start)
            throw .malformedCharacterReference(written, at: location(of: start))
        }
        position += 1
        guard scalar.isXMLCharacter else {
            throw .forbiddenReference(quote(start..<position), at: location(of: start))
        }
        return scalar
    }

    private func digit(_ byte: UInt8, isHexadecimal: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61 + 10)
        case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41 + 10)
        default: nil
        }
    }
}
