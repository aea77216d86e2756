extension DocumentReader {
    /// Reads a comment.
    mutating func readComment() throws(XMLError) {
        let start = position
        position += 4
        while position < end {
            guard byte(at: position) == 0x2D, byte(at: position + 1) == 0x2D else {
                position += 1
                continue
            }
            guard byte(at: position + 2) == 0x3E else {
                // Behind the last byte of the text nothing is at fault yet but its end.
                if position + 2 >= end { break }
                throw .doubleHyphen(at: location(of: position))
            }
            position += 3
            return
        }
        position = end
        throw .unfinishedComment(at: location(of: start))
    }

    /// Reads a processing instruction.
    mutating func readInstruction() throws(XMLError) {
        let start = position
        position += 2
        guard let target = try readName() else {
            let written = excerpt(at: start)
            throw .instructionWithoutTarget(written, at: location(of: start))
        }
        try checkTarget(target, at: start)
        guard matches("?>") || byte(at: position).isXMLSpace || position >= end else {
            throw .malformedInstruction(quote(target), at: location(of: position))
        }
        while position < end {
            if byte(at: position) == 0x3F, byte(at: position + 1) == 0x3E {
                position += 2
                return
            }
            position += 1
        }
        throw .unfinishedInstruction(quote(target), at: location(of: start))
    }

    private mutating func checkTarget(_ target: Range<Int>, at start: Int) throws(XMLError) {
        if target.count == 3, string(target).lowercased() == "xml" {
            throw .misplacedDeclaration(quote(target), at: location(of: start))
        }
        if bytes[target].contains(0x3A) {
            throw .colonInTarget(quote(target), at: location(of: start + 2))
        }
    }
}
