/// Reads XML 1.0 with namespaces, strictly: no document type declaration, UTF-8 or UTF-16, hard limits.
public enum XMLReader {
    /// The limits; whoever passes one gets `limitExceeded`.
    ///
    /// Within the default ones no document costs more than 64 MB or a second.
    public struct Limits: Sendable {
        /// Bytes of the whole document, as it is given and as UTF-8.
        public var bytes = 8 << 20
        /// Elements inside each other.
        public var depth = 128
        /// Attributes and namespace declarations of one element.
        public var attributes = 256
        /// Elements in all.
        public var elements = 40_000
        /// Attributes and namespace declarations in all.
        public var totalAttributes = 80_000
        /// Bytes of one name.
        public var nameLength = 1_024
        /// Bytes of one attribute value or of one run of text, as UTF-8.
        public var valueLength = 1 << 20

        /// Creates the default limits.
        public init() {}
    }

    /// Reads a whole document and returns its root element.
    ///
    /// Comments and processing instructions are checked and left out; text on both sides of one is one node.
    /// The size is judged before anything is read, but whoever reads a file should judge it before that.
    ///
    /// - Throws: the first fault, with its place.
    public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(XMLError) -> XMLElement {
        guard bytes.count <= limits.bytes else { throw .tooManyBytes(bytes.count, limit: limits.bytes) }
        let detected = try TextEncoding.detect(bytes)
        switch detected.encoding {
        case .utf8:
            let reader = DocumentReader(bytes, start: detected.start, limits: limits)
            return try read(reader, encoding: .utf8)
        case .utf16LittleEndian, .utf16BigEndian:
            return try readUTF16(bytes, detected, limits: limits)
        }
    }

    private static func readUTF16(
        _ bytes: [UInt8],
        _ detected: TextEncoding.Detected,
        limits: Limits
    ) throws(XMLError) -> XMLElement {
        let bigEndian = detected.encoding == .utf16BigEndian
        let text = UTF16Decoder(bytes, start: detected.start, bigEndian: bigEndian, limit: limits.bytes)
        guard text.output.count <= limits.bytes else { throw .tooManyBytes(nil, limit: limits.bytes) }
        var reader = DocumentReader(text.output, start: 0, limits: limits)
        reader.limitText(to: text.fault)
        return try read(reader, encoding: detected.encoding)
    }

    private static func read(_ unread: DocumentReader, encoding: TextEncoding) throws(XMLError) -> XMLElement {
        var reader = unread
        let asciiOnly = try reader.readDeclaration(in: encoding)
        let check = UTF8Check(reader.bytes, asciiOnly: asciiOnly)
        reader.limitText(to: check.firstFault(from: reader.position))
        return try reader.readDocument()
    }
}
