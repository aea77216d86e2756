/// Where a line that is too long is divided.
enum LineCut {
    /// The longest line that stays in one piece, without its newline.
    static let longestLine = 65_536

    /// Returns a count near `limit` that divides neither a UTF-8 character nor a terminal escape.
    static func count(in bytes: UnsafeRawBufferPointer, atMost limit: Int) -> Int {
        guard bytes.count > limit, limit > 64 else { return min(bytes.count, max(limit, 0)) }
        if let escape = bytes[(limit - 32)..<limit].lastIndex(of: 0x1B), isOpen(bytes[escape..<limit]) {
            return escape
        }
        var end = limit
        while end > limit - 4, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        // Not UTF-8 at all: then any place is as good.
        return bytes[end] & 0xC0 == 0x80 ? limit : end
    }

    /// Whether an escape that begins these bytes has not ended in them: CSI ends with @…~, others with their second byte.
    private static func isOpen(_ escape: Slice<UnsafeRawBufferPointer>) -> Bool {
        let rest = escape.dropFirst()
        guard let kind = rest.first else { return true }
        guard kind == UInt8(ascii: "[") else { return false }
        return !rest.dropFirst().contains { (0x40...0x7E).contains($0) }
    }
}
