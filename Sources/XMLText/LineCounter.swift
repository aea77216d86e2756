/// Turns offsets into lines and columns; asked in rising order, it walks over the text once.
struct LineCounter {
    private let bytes: [UInt8]
    private let start: Int
    private var offset: Int
    private var line = 1
    private var column = 1

    /// Creates a counter for UTF-8 `bytes` whose first line begins at `start`, after a byte order mark.
    init(_ bytes: [UInt8], start: Int) {
        self.bytes = bytes
        self.start = start
        offset = start
    }

    /// Returns the place of the scalar that begins at `target`.
    mutating func location(of target: Int) -> SourceLocation {
        if target < offset { self = LineCounter(bytes, start: start) }
        advance(to: min(target, bytes.count))
        return SourceLocation(line: line, column: column)
    }

    private mutating func advance(to target: Int) {
        var (offset, column) = (self.offset, self.column)
        while offset < target {
            let byte = bytes[offset]
            offset += 1
            if byte >= 0x20 {
                column += byte.isContinuation ? 0 : 1
            } else if byte == 0x0A || byte == 0x0D && !(offset < bytes.count && bytes[offset] == 0x0A) {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        self.offset = offset
        self.column = column
    }
}
