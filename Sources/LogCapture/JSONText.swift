/// JSON (RFC 8259), written byte by byte into a buffer.
enum JSONText {
    /// Appends a string literal; what is not UTF-8 becomes U+FFFD.
    ///
    /// - Returns: whether anything was replaced.
    @discardableResult
    static func append(_ bytes: UnsafeRawBufferPointer, to buffer: ByteBuffer) -> Bool {
        buffer.append("\"")
        defer { buffer.append("\"") }
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            appendEscaped(bytes, to: buffer)
            return false
        }
        var repaired = String(decoding: bytes, as: UTF8.self)
        return repaired.withUTF8 { valid in
            appendEscaped(UnsafeRawBufferPointer(valid), to: buffer)
            return !valid.elementsEqual(bytes)
        }
    }

    /// Appends a string literal.
    static func append(_ text: String, to buffer: ByteBuffer) {
        var copy = text
        copy.withUTF8 { _ = append(UnsafeRawBufferPointer($0), to: buffer) }
    }

    /// Appends `,"name":value`.
    static func append(_ field: LogField, to buffer: ByteBuffer) {
        buffer.append(",")
        append(field.name, to: buffer)
        buffer.append(":")
        switch field.value {
        case .text(let text): append(text, to: buffer)
        case .number(let number): buffer.append(string: String(number))
        // JSON has no word for what is not a finite number.
        case .decimal(let number): buffer.append(string: number.isFinite ? String(number) : "null")
        case .flag(let flag): buffer.append(flag ? "true" : "false")
        }
    }

    private static func appendEscaped(_ bytes: UnsafeRawBufferPointer, to buffer: ByteBuffer) {
        var plain = bytes.startIndex
        for (index, byte) in bytes.enumerated() where byte < 0x20 || byte == 0x22 || byte == 0x5C || byte == 0x7F {
            buffer.append(UnsafeRawBufferPointer(rebasing: bytes[plain..<index]))
            appendEscape(byte, to: buffer)
            plain = index + 1
        }
        buffer.append(UnsafeRawBufferPointer(rebasing: bytes[plain...]))
    }

    private static func appendEscape(_ byte: UInt8, to buffer: ByteBuffer) {
        switch byte {
        case 0x22: buffer.append("\\\"")
        case 0x5C: buffer.append("\\\\")
        case 0x0A: buffer.append("\\n")
        case 0x0D: buffer.append("\\r")
        case 0x09: buffer.append("\\t")
        default:
            buffer.append("\\u00")
            buffer.append(byte: hexadecimal(byte >> 4))
            buffer.append(byte: hexadecimal(byte & 15))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 { digit < 10 ? 0x30 + digit : 0x57 + digit }
}
