import XMLText

/// Lines and columns counted a second time, by the plain rule and from the raw bytes.
enum Places {
    /// Returns the offset of the byte where a place begins, or the length of the document.
    static func offset(of place: SourceLocation, in document: [UInt8]) -> Int {
        let isLittle = document.starts(with: [0xFF, 0xFE]) || document.starts(with: [0x3C, 0])
        let isBig = document.starts(with: [0xFE, 0xFF]) || document.starts(with: [0, 0x3C])
        let width = isLittle || isBig ? 2 : 1
        var here = SourceLocation(line: 1, column: 1)
        var offset = document.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : document[0] >= 0xFE ? 2 : 0
        var last = 0
        while offset + width <= document.count {
            let second = width == 2 ? Int(document[offset + 1]) : 0
            let first = Int(document[offset])
            let unit = width == 1 ? first : isBig ? first << 8 | second : second << 8 | first
            let continues = width == 1 ? 0x80...0xBF ~= unit && last >= 0x80 : 0xDC00...0xDFFF ~= unit
            if last == 13 && unit != 10 || last == 10 { here = SourceLocation(line: here.line + 1, column: 1) }
            if here == place, !continues { return offset }
            if !continues { here.column += 1 }
            last = unit
            offset += width
        }
        return offset
    }
}
