/// Writes elements as an XML document in UTF-8 that reads back as the same tree.
public enum XMLWriter {
    /// How the document looks.
    public struct Options: Sendable {
        /// Whether `<?xml version="1.0" encoding="utf-8"?>` comes first.
        public var declaration = true
        /// Spaces for each level, nil for no white space of ours; elements that hold text are left as they are.
        ///
        /// At most 16; lines end with LF. It has no effect together with `singleLine`.
        public var indentation: Int?
        /// Whether every character beyond ASCII becomes a character reference.
        public var asciiOnly = false
        /// Whether the whole document is one line, without any line break; those in a text become references.
        public var singleLine = false

        /// Creates options for a document with a declaration and no white space of ours.
        public init() {}

        /// Creates options.
        public init(
            declaration: Bool = true,
            indentation: Int? = nil,
            asciiOnly: Bool = false,
            singleLine: Bool = false
        ) {
            self.declaration = declaration
            self.indentation = indentation
            self.asciiOnly = asciiOnly
            self.singleLine = singleLine
        }
    }

    /// Writes a document and returns its bytes.
    ///
    /// The namespaces of the names must be those that the elements declare; none is declared in silence. Text beside
    /// text reads back as one node, and empty text as none.
    ///
    /// - Throws: `notWellFormed` for a name or character that XML has no way to write, or an attribute written twice;
    ///   `namespaceFault` for a name whose prefix does not stand for its namespace there. The place is the one that the
    ///   element or attribute carries.
    public static func write(_ root: XMLElement, options: Options = Options()) throws(XMLError) -> [UInt8] {
        var writer = DocumentWriter(options)
        return try writer.write(root)
    }
}
