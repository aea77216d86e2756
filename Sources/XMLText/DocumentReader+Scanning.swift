extension DocumentReader {
    /// Returns the byte at an offset, zero behind the end; no valid text holds a zero.
    func byte(at offset: Int) -> UInt8 {
        offset < end ? bytes[offset] : 0
    }

    /// Returns the scalar that begins at an offset, and its length in bytes; zero and 1 behind the end.
    func scalar(at offset: Int) -> (value: UInt32, length: Int) {
        let first = UInt32(byte(at: offset))
        if first < 0x80 { return (first, 1) }
        let second = UInt32(byte(at: offset + 1) & 0x3F)
        if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
        let third = UInt32(byte(at: offset + 2) & 0x3F)
        if first < 0xF0 { return ((first & 0x0F) << 12 | second << 6 | third, 3) }
        let fourth = UInt32(byte(at: offset + 3) & 0x3F)
        return ((first & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }

    /// Returns whether an ASCII literal stands at `position`.
    func matches(_ literal: StaticString) -> Bool {
        matches(literal, at: position)
    }

    /// Returns whether an ASCII literal stands at an offset.
    func matches(_ literal: StaticString, at offset: Int) -> Bool {
        guard byte(at: offset) != 0 else { return false }
        return literal.withUTF8Buffer { expected in
            var index = offset
            for byte in expected {
                guard self.byte(at: index) == byte else { return false }
                index += 1
            }
            return true
        }
    }

    /// Moves over white space and returns whether there was any.
    @discardableResult mutating func skipSpace() -> Bool {
        let start = position
        while byte(at: position).isXMLSpace { position += 1 }
        return position > start
    }

    /// Moves over a name, colons included, and returns where it stands, nil when none begins here.
    ///
    /// - Throws: `limitExceeded` when the name is too long.
    mutating func readName() throws(XMLError) -> Range<Int>? {
        let start = position
        let first = scalar(at: start)
        guard first.value.isNameStart else { return nil }
        position += first.length
        while true {
            while byte(at: position).isASCIILetter { position += 1 }
            let next = scalar(at: position)
            guard next.value.isNamePart else { break }
            position += next.length
        }
        guard position - start <= limits.nameLength else {
            throw .nameTooLong(quote(start..<position), limit: limits.nameLength, at: location(of: start))
        }
        return start..<position
    }

    /// Returns the text of a range.
    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// Returns the text of a range, made fit for a message.
    func quote(_ range: Range<Int>) -> String {
        Quotation.text(bytes[range.clamped(to: 0..<bytes.count)])
    }

    /// Returns what is written at an offset, up to the end of the line, made fit for a message.
    func excerpt(at offset: Int, length: Int = Quotation.length) -> String {
        var last = offset
        while last < min(end, offset + length), !(byte(at: last) == 0x0A || byte(at: last) == 0x0D) { last += 1 }
        return quote(offset..<last)
    }

    /// Returns line and column of an offset.
    mutating func location(of offset: Int) -> SourceLocation {
        lines.location(of: offset)
    }
}
