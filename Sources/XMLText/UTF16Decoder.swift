/// Turns UTF-16 into UTF-8, as far as it is valid.
struct UTF16Decoder {
    /// The text in UTF-8, up to the fault.
    private(set) var output: [UInt8] = []
    /// The first fault, nil for none.
    private(set) var fault: EncodingFault?

    private let input: [UInt8]
    private let bigEndian: Bool
    private var position: Int

    /// Decodes `input` from `start`, and stops at the first fault or once the output has more than `limit` bytes.
    init(_ input: [UInt8], start: Int, bigEndian: Bool, limit: Int) {
        self.input = input
        self.bigEndian = bigEndian
        position = start
        output.reserveCapacity(min(limit, input.count / 2 * 3) + 4)
        while fault == nil, position < input.count, output.count <= limit { decodeScalar() }
    }

    private mutating func decodeScalar() {
        guard let unit = unit(at: position) else {
            fault = EncodingFault(offset: output.count, kind: .halfUnit)
            return
        }
        guard 0xD800...0xDFFF ~= unit else {
            output.appendUTF8(UInt32(unit))
            position += 2
            return
        }
        guard unit < 0xDC00, let low = self.unit(at: position + 2), 0xDC00...0xDFFF ~= low else {
            fault = EncodingFault(offset: output.count, kind: .loneSurrogate(unit))
            return
        }
        output.appendUTF8(0x1_0000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)))
        position += 4
    }

    private func unit(at offset: Int) -> UInt16? {
        guard offset + 1 < input.count else { return nil }
        let first = UInt16(input[offset])
        let second = UInt16(input[offset + 1])
        return bigEndian ? first << 8 | second : second << 8 | first
    }
}

extension [UInt8] {
    /// Appends a scalar value in UTF-8; a surrogate is not expected here.
    mutating func appendUTF8(_ scalar: UInt32) {
        switch scalar {
        case 0..<0x80:
            append(UInt8(truncatingIfNeeded: scalar))
        case 0x80..<0x800:
            append(0xC0 | UInt8(truncatingIfNeeded: scalar >> 6))
            append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        case 0x800..<0x1_0000:
            append(0xE0 | UInt8(truncatingIfNeeded: scalar >> 12))
            append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        default:
            append(0xF0 | UInt8(truncatingIfNeeded: scalar >> 18 & 0x07))
            append(0x80 | UInt8(truncatingIfNeeded: scalar >> 12 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: scalar >> 6 & 0x3F))
            append(0x80 | UInt8(truncatingIfNeeded: scalar & 0x3F))
        }
    }
}
