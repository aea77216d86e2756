extension DocumentReader {
    /// Reads character data and references up to the next `<`.
    mutating func readText() throws(XMLError) {
        while position < end {
            let run = position
            skipPlainText()
            try takeText(run..<position)
            switch byte(at: position) {
            case 0x26:
                let start = position
                try takeScalar(try readReference(), from: start)
            case 0x0D:
                try takeLineEnd()
            case 0x5D where matches("]]>"):
                throw .endOfCharacterData(at: location(of: position))
            case 0x5D:
                try takeText(position..<position + 1)
                position += 1
            default:
                return
            }
        }
    }

    /// Reads a CDATA section; it becomes part of the text around it.
    mutating func readCharacterData() throws(XMLError) {
        let start = position
        position += 9
        while true {
            let run = position
            while byte(at: position) != 0x5D, byte(at: position) != 0x0D, position < end { position += 1 }
            try takeText(run..<position)
            if byte(at: position) == 0x0D {
                try takeLineEnd()
            } else if matches("]]>") {
                position += 3
                return
            } else if position < end {
                try takeText(position..<position + 1)
                position += 1
            } else {
                throw .unfinishedCharacterData(at: location(of: start))
            }
        }
    }

    /// Makes the text that has been read a child of the innermost element.
    mutating func flushText() {
        guard let start = textStart else { return }
        append(.text(String(decoding: value, as: UTF8.self), location(of: start)))
        textStart = nil
    }

    private mutating func skipPlainText() {
        while true {
            let next = byte(at: position)
            if next == 0x3C || next == 0x26 || next == 0x5D || next == 0x0D || next == 0 { return }
            position += 1
        }
    }

    private mutating func takeText(_ range: Range<Int>) throws(XMLError) {
        guard !range.isEmpty else { return }
        beginText(at: range.lowerBound)
        try checkText(adding: range.count)
        value.append(contentsOf: bytes[range])
    }

    /// Takes a carriage return, alone or before a line feed, for one line feed.
    private mutating func takeLineEnd() throws(XMLError) {
        let start = position
        position += byte(at: position + 1) == 0x0A ? 2 : 1
        try takeScalar(0x0A, from: start)
    }

    private mutating func takeScalar(_ scalar: UInt32, from start: Int) throws(XMLError) {
        beginText(at: start)
        value.appendUTF8(scalar)
        try checkText(adding: 0)
    }

    private mutating func checkText(adding count: Int) throws(XMLError) {
        guard value.count + count > limits.valueLength else { return }
        throw .textTooLong(limit: limits.valueLength, at: location(of: textStart ?? position))
    }

    private mutating func beginText(at start: Int) {
        guard textStart == nil else { return }
        textStart = start
        value.removeAll(keepingCapacity: true)
    }
}
