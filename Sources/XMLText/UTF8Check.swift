/// Finds the first place where UTF-8 bytes are not text that XML allows.
///
/// Done once, before anything else looks at the bytes: whoever reads them afterwards meets valid scalars only.
struct UTF8Check {
    private let bytes: [UInt8]
    private let asciiOnly: Bool

    /// Creates a check of `bytes`; with `asciiOnly` a byte above 127 is a fault too.
    init(_ bytes: [UInt8], asciiOnly: Bool) {
        self.bytes = bytes
        self.asciiOnly = asciiOnly
    }

    /// Returns the first fault at or after `start`, nil for none.
    func firstFault(from start: Int) -> EncodingFault? {
        var offset = start
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte >= 0x20, byte < 0x80 {
                offset += 1
                continue
            }
            if let kind = fault(of: byte, at: offset) { return EncodingFault(offset: offset, kind: kind) }
            offset += byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        }
        return nil
    }

    private func fault(of byte: UInt8, at offset: Int) -> EncodingFault.Kind? {
        if byte < 0x20 { return byte.isXMLSpace ? nil : .forbidden(UInt32(byte)) }
        if asciiOnly { return .notASCII(byte) }
        guard isSequence(byte, at: offset) else { return .notUTF8(byte) }
        // U+FFFE and U+FFFF are the only scalars beyond ASCII that XML forbids.
        guard byte == 0xEF, next(offset + 1) == 0xBF, next(offset + 2) >= 0xBE else { return nil }
        return .forbidden(0xFF00 | UInt32(next(offset + 2) | 0x40))
    }

    /// Whether a well-formed sequence begins here: Unicode, table 3-7.
    private func isSequence(_ byte: UInt8, at offset: Int) -> Bool {
        let second = next(offset + 1)
        switch byte {
        case 0xC2...0xDF: return second.isContinuation
        case 0xE0: return 0xA0...0xBF ~= second && next(offset + 2).isContinuation
        case 0xED: return 0x80...0x9F ~= second && next(offset + 2).isContinuation
        case 0xE1...0xEF: return second.isContinuation && next(offset + 2).isContinuation
        case 0xF0: return 0x90...0xBF ~= second && hasTail(offset)
        case 0xF1...0xF3: return second.isContinuation && hasTail(offset)
        case 0xF4: return 0x80...0x8F ~= second && hasTail(offset)
        default: return false
        }
    }

    private func hasTail(_ offset: Int) -> Bool {
        next(offset + 2).isContinuation && next(offset + 3).isContinuation
    }

    private func next(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0 }
}
