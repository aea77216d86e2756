extension DocumentReader {
    /// Reads the attributes of a start tag into an empty array, and stops before its `>` or `/>`.
    mutating func readAttributes(
        of element: Range<Int>,
        at start: SourceLocation,
        into attributes: inout [RawAttribute]
    ) throws(XMLError) {
        while true {
            let isSeparated = skipSpace()
            let next = byte(at: position)
            if next == 0x3E || next == 0x2F && byte(at: position + 1) == 0x3E { return }
            guard position < end else { throw .unfinishedTag(quote(element), at: start) }
            let place = location(of: position)
            guard let name = try readName() else {
                let written = excerpt(at: position)
                throw .notAnAttribute(written, element: quote(element), at: place)
            }
            guard isSeparated else { throw .attributesTouch(quote(name), at: place) }
            try admitAttribute(name, count: attributes.count, of: element, at: place)
            attributes.append(try readAttribute(name, at: place))
        }
    }

    private mutating func admitAttribute(
        _ name: Range<Int>,
        count: Int,
        of element: Range<Int>,
        at place: SourceLocation
    ) throws(XMLError) {
        if count >= limits.attributes {
            throw .tooManyAttributes(quote(name), element: quote(element), limit: limits.attributes, at: place)
        }
        attributeCount += 1
        if attributeCount > limits.totalAttributes {
            throw .tooManyAttributes(quote(name), limit: limits.totalAttributes, at: place)
        }
    }

    private mutating func readAttribute(_ name: Range<Int>, at place: SourceLocation) throws(XMLError) -> RawAttribute {
        skipSpace()
        guard byte(at: position) == 0x3D else { throw .attributeWithoutValue(quote(name), at: place) }
        position += 1
        skipSpace()
        let mark = byte(at: position)
        guard mark == 0x22 || mark == 0x27 else {
            let written = excerpt(at: position)
            throw .unquotedValue(written, of: quote(name), at: location(of: position))
        }
        position += 1
        let valueLocation = location(of: position)
        let value = try readValue(of: name, mark: mark, at: valueLocation)
        return RawAttribute(name: name, value: value, location: place, valueLocation: valueLocation)
    }

    /// Reads a value up to its closing quote and moves over that.
    private mutating func readValue(
        of name: Range<Int>,
        mark: UInt8,
        at start: SourceLocation
    ) throws(XMLError) -> String {
        value.removeAll(keepingCapacity: true)
        while true {
            let run = position
            while !endsValueRun(byte(at: position), mark) { position += 1 }
            guard value.count + (position - run) <= limits.valueLength else {
                throw .valueTooLong(quote(name), limit: limits.valueLength, at: start)
            }
            value.append(contentsOf: bytes[run..<position])
            switch byte(at: position) {
            case mark:
                position += 1
                return String(decoding: value, as: UTF8.self)
            case 0x26:
                value.appendUTF8(try readReference())
            case 0x3C:
                throw .lessThanInValue(quote(name), at: location(of: position))
            case 0x0D where byte(at: position + 1) == 0x0A:
                position += 2
                value.append(0x20)
            case 0x09, 0x0A, 0x0D:
                position += 1
                value.append(0x20)
            default:
                throw .unfinishedValue(quote(name), at: start)
            }
        }
    }

    private func endsValueRun(_ byte: UInt8, _ mark: UInt8) -> Bool {
        byte == mark || byte == 0x26 || byte == 0x3C || byte < 0x20
    }
}
