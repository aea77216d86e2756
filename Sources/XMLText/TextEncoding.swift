/// How the bytes of a document hold its text.
enum TextEncoding {
    case utf8, utf16LittleEndian, utf16BigEndian

    /// What the first bytes of a document tell.
    struct Detected {
        /// The encoding.
        var encoding: TextEncoding
        /// Where the text begins, after the byte order mark.
        var start: Int
    }

    /// Finds the encoding out of a byte order mark, or of the first `<?` (XML 1.0, appendix F).
    ///
    /// - Throws: `unsupportedEncoding` for what announces itself as UTF-32 or EBCDIC.
    static func detect(_ bytes: [UInt8]) throws(XMLError) -> Detected {
        let head = Array(bytes.prefix(4))
        if head == [0xFF, 0xFE, 0, 0] || head == [0, 0, 0xFE, 0xFF] || head == [0x3C, 0, 0, 0]
            || head == [0, 0, 0, 0x3C]
        {
            throw .unsupportedEncoding("UTF-32")
        }
        if head == [0x4C, 0x6F, 0xA7, 0x94] { throw .unsupportedEncoding("EBCDIC") }
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { return Detected(encoding: .utf8, start: 3) }
        if head.starts(with: [0xFF, 0xFE]) { return Detected(encoding: .utf16LittleEndian, start: 2) }
        if head.starts(with: [0xFE, 0xFF]) { return Detected(encoding: .utf16BigEndian, start: 2) }
        if head == [0x3C, 0, 0x3F, 0] { return Detected(encoding: .utf16LittleEndian, start: 0) }
        if head == [0, 0x3C, 0, 0x3F] { return Detected(encoding: .utf16BigEndian, start: 0) }
        return Detected(encoding: .utf8, start: 0)
    }

    /// The name that an XML declaration gives it.
    var name: String { self == .utf8 ? "utf-8" : "utf-16" }
}
