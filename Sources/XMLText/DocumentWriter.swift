/// Writes one document; what is open is kept in an array, not on the stack.
struct DocumentWriter {
    /// An element whose end tag is still to be written.
    private struct OpenElement {
        var children: ArraySlice<XMLNode>
        var name: String
        var outerScope: Int
        var isIndented: Bool
    }

    /// What has been written.
    var output: [UInt8] = []
    /// How it should look.
    let options: XMLWriter.Options
    /// The namespaces in force.
    var scope = NamespaceScope()

    private var open: [OpenElement] = []

    /// Creates a writer with nothing written.
    init(_ options: XMLWriter.Options) {
        self.options = options
    }

    /// Writes a document with this root and returns the bytes.
    mutating func write(_ root: XMLElement) throws(XMLError) -> [UInt8] {
        if options.declaration {
            append("<?xml version=\"1.0\" encoding=\"utf-8\"?>")
            if !options.singleLine { append("\n") }
        }
        try writeStart(of: root)
        while !open.isEmpty { try writeNext() }
        if !options.singleLine { append("\n") }
        return output
    }

    /// Writes the next child of the innermost element, or its end tag.
    private mutating func writeNext() throws(XMLError) {
        let innermost = open.count - 1
        switch open[innermost].children.popFirst() {
        case .element(let element):
            if open[innermost].isIndented { breakLine() }
            try writeStart(of: element)
        case .text(let text, let location):
            try writeText(text, at: location)
        case nil:
            guard let closed = open.popLast() else { return }
            if closed.isIndented { breakLine() }
            append("</\(closed.name)>")
            scope.unwind(to: closed.outerScope)
        }
    }

    private mutating func writeStart(of element: XMLElement) throws(XMLError) {
        let outerScope = scope.mark
        try bind(element)
        try check(element)
        let name = element.name.written
        append("<\(name)")
        for declaration in element.namespaceDeclarations {
            try writeAttribute(declaration.written, declaration.namespace, at: element.location)
        }
        for attribute in element.attributes {
            try writeAttribute(attribute.name.written, attribute.value, at: attribute.location)
        }
        guard element.children.contains(where: { !$0.isEmptyText }) else {
            scope.unwind(to: outerScope)
            return append("/>")
        }
        append(">")
        let isIndented = options.indentation != nil && !options.singleLine && element.children.allSatisfy(\.isElement)
        let children = element.children[...]
        open.append(OpenElement(children: children, name: name, outerScope: outerScope, isIndented: isIndented))
    }

    private mutating func breakLine() {
        append("\n")
        let spaces = min(max(0, options.indentation ?? 0), 16)
        for _ in open { output.append(contentsOf: repeatElement(0x20, count: spaces)) }
    }
}

extension XMLNode {
    /// Whether it is an element.
    fileprivate var isElement: Bool {
        if case .element = self { true } else { false }
    }

    /// Whether it is text without a character in it.
    fileprivate var isEmptyText: Bool {
        if case .text(let text, _) = self { text.isEmpty } else { false }
    }
}

extension XMLNamespaceDeclaration {
    /// The name of the attribute that makes the declaration.
    fileprivate var written: String { prefix.map { "xmlns:" + $0 } ?? "xmlns" }
}
