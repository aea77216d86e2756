/// Reads one document out of UTF-8 bytes, from the declaration to the end.
///
/// It keeps the open elements in an array of its own, never on the stack.
struct DocumentReader {
    /// An element whose end tag has not come yet.
    struct OpenElement {
        /// The element as far as it has been read.
        var element: XMLElement
        /// Its name as written.
        var name: Range<Int>
        /// The namespaces in force around it.
        var outerScope: Int
    }

    /// The text; from the declaration on, everything before `end` is valid UTF-8 and allowed in XML.
    let bytes: [UInt8]
    /// The limits.
    let limits: XMLReader.Limits
    /// Where the text ends, or stops being one.
    private(set) var end: Int
    /// Why the text stops before the bytes do, nil if it does not.
    private(set) var encodingFault: EncodingFault?

    /// What is read next.
    var position: Int
    /// Knows lines and columns.
    var lines: LineCounter
    /// The namespaces in force.
    var scope = NamespaceScope()
    /// The elements around `position`, outermost first.
    var open: [OpenElement] = []
    /// The root, once it is closed.
    var root: XMLElement?
    /// Elements so far.
    var elementCount = 0
    /// Attributes and namespace declarations so far.
    var attributeCount = 0
    /// An empty array to read the attributes of a tag into.
    var rawAttributes: [RawAttribute] = []
    /// Characters of the text or attribute value being read.
    var value: [UInt8] = []
    /// Where the text being read begins, nil while there is none.
    var textStart: Int?

    /// Creates a reader of the text that begins at `start` in `bytes`.
    init(_ bytes: [UInt8], start: Int, limits: XMLReader.Limits) {
        self.bytes = bytes
        self.limits = limits
        end = bytes.count
        position = start
        lines = LineCounter(bytes, start: start)
    }

    /// Lets the text end where it stops being one.
    mutating func limitText(to fault: EncodingFault?) {
        guard let fault, fault.offset < end || encodingFault == nil else { return }
        encodingFault = fault
        end = min(end, fault.offset)
    }

    /// Reads everything behind the XML declaration and returns the root element.
    ///
    /// What stands before the place where the text stops being one is judged first.
    mutating func readDocument() throws(XMLError) -> XMLElement {
        do {
            try readMiscellany()
            try readRoot()
            try readMiscellany()
        } catch {
            if position >= end, let encodingFault { throw fault(encodingFault) }
            throw error
        }
        if let encodingFault { throw fault(encodingFault) }
        guard let root else { throw .noRoot(at: location(of: position)) }
        return root
    }

    /// Reads white space, comments and processing instructions outside of the root.
    private mutating func readMiscellany() throws(XMLError) {
        while true {
            skipSpace()
            if matches("<!--") {
                try readComment()
            } else if matches("<?") {
                try readInstruction()
            } else {
                return try checkEndOfMiscellany()
            }
        }
    }

    private mutating func checkEndOfMiscellany() throws(XMLError) {
        if matches("<!DOCTYPE") { throw .doctype(at: location(of: position)) }
        if root == nil, byte(at: position) == 0x3C { return }
        guard position < end else {
            if root == nil, encodingFault == nil { throw .noRoot(at: location(of: position)) }
            return
        }
        let written = excerpt(at: position)
        throw .outsideRoot(written, rootIsClosed: root != nil, at: location(of: position))
    }

    private mutating func readRoot() throws(XMLError) {
        guard position < end else { return }
        try readStartTag()
        while root == nil {
            guard position < end else { throw unclosed() }
            if byte(at: position) == 0x3C {
                try readMarkup()
            } else {
                try readText()
            }
        }
    }

    private mutating func unclosed() -> XMLError {
        guard let innermost = open.last else { return .noRoot(at: location(of: position)) }
        return .unclosed(quote(innermost.name), at: innermost.element.location)
    }

    /// Reads what begins with `<` inside of the root.
    private mutating func readMarkup() throws(XMLError) {
        switch byte(at: position + 1) {
        case 0x2F:
            flushText()
            try readEndTag()
        case 0x21:
            try readDeclarationLike()
        case 0x3F:
            try readInstruction()
        default:
            flushText()
            try readStartTag()
        }
    }

    private mutating func readDeclarationLike() throws(XMLError) {
        if matches("<!--") { return try readComment() }
        if matches("<![CDATA[") { return try readCharacterData() }
        if matches("<!DOCTYPE") { throw .doctype(at: location(of: position)) }
        throw .unknownMarkup(excerpt(at: position), at: location(of: position))
    }

    private mutating func fault(_ fault: EncodingFault) -> XMLError {
        .encoding(fault.kind, at: location(of: fault.offset))
    }
}
