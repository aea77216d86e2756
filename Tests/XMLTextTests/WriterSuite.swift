import Testing
import XMLText

/// Elements into bytes, and back.
@Suite struct WriterSuite {
    private static let looks: [XMLWriter.Options] = [
        XMLWriter.Options(), XMLWriter.Options(declaration: false, singleLine: true), XMLWriter.Options(indentation: 2),
    ]

    private func written(_ root: XMLElement, _ options: XMLWriter.Options) throws -> String {
        String(decoding: try XMLWriter.write(root, options: options), as: UTF8.self)
    }

    private func element(_ name: String, _ children: [XMLNode] = []) -> XMLElement {
        XMLElement(name: XMLName(local: name), children: children, location: SourceLocation(line: 3, column: 4))
    }

    @Test func `a document is written as it is meant, character by character`() throws {
        let root = try read("<a b='&#9;&#10;&#13;&quot;&apos;&amp;&lt;>'><c/>]]&gt;&#13;\n\t&amp;é<d>x</d>\u{85}</a>")
        #expect(
            try written(root, .init()) == """
                <?xml version="1.0" encoding="utf-8"?>
                <a b="&#9;&#10;&#13;&quot;'&amp;&lt;&gt;"><c/>]]&gt;&#13;
                \t&amp;é<d>x</d>&#133;</a>

                """
        )
    }

    @Test func `one line of ASCII has no line break and no other character`() throws {
        let root = try read("<a b='é'>\n𝄞<c/></a>")
        #expect(
            try written(root, .init(asciiOnly: true, singleLine: true))
                == #"<?xml version="1.0" encoding="utf-8"?><a b="&#233;">&#10;&#119070;<c/></a>"#
        )
    }

    @Test func `indentation leaves elements alone that hold text`() throws {
        let root = try read("<a xmlns='u'><b><c/><d x='1'/></b><e>x<f/></e><g></g></a>")
        #expect(
            try written(root, .init(declaration: false, indentation: 2)) == """
                <a xmlns="u">
                  <b>
                    <c/>
                    <d x="1"/>
                  </b>
                  <e>x<f/></e>
                  <g/>
                </a>

                """
        )
    }

    @Test(arguments: Samples.all.map(\.bytes) + Fixtures.all)
    func `what is written from a file reads back as the same tree`(_ document: [UInt8]) throws {
        guard let root = try? XMLReader.read(document) else { return }
        for options in [XMLWriter.Options(), XMLWriter.Options(singleLine: true)] {
            #expect(try XMLReader.read(XMLWriter.write(root, options: options)).withoutPlaces == root.withoutPlaces)
        }
    }

    @Test func `2,000 random trees read back as they were, in every form`() throws {
        var trees = RandomTree(seed: 20_110_308)
        for _ in 0..<2_000 {
            let tree = trees.next()
            for options in Self.looks.prefix(2) {
                #expect(try XMLReader.read(XMLWriter.write(tree, options: options)).withoutPlaces == tree)
            }
            let line = try XMLWriter.write(tree, options: .init(singleLine: true))
            #expect(!line.contains(10) && !line.contains(13))
            let indented = try XMLReader.read(XMLWriter.write(tree, options: Self.looks[2])).withoutPlaces
            #expect(indented.withoutBlankText == tree.withoutBlankText)
        }
    }

    @Test func `in ASCII a tree reads back as it was, or its name is refused`() {
        var trees = RandomTree(seed: 3)
        for _ in 0..<500 {
            let tree = trees.next()
            do throws(XMLError) {
                let bytes = try XMLWriter.write(tree, options: .init(asciiOnly: true))
                #expect(bytes.allSatisfy { $0 < 0x80 })
                #expect(try XMLReader.read(bytes).withoutPlaces == tree)
            } catch {
                #expect(error.what.hasPrefix("cannot write the name") && error.what.hasSuffix("in ASCII"))
            }
        }
    }

    @Test func `what XML has no way to write is refused, at the place that the tree names`() {
        let place = SourceLocation(line: 3, column: 4)
        for text in ["\u{0}", "\u{1B}", "\u{FFFE}", "\u{FFFF}"] {
            let error = #expect(throws: XMLError.self) { try XMLWriter.write(element("a", [.text(text, place)])) }
            #expect(error?.code == .notWellFormed)
            #expect(error?.location == place)
        }
        for name in ["", "1", "a b", "a:b", "a>", "-", "\u{300}"] {
            #expect(throws: XMLError.self) { try XMLWriter.write(element(name)) }
        }
    }

    @Test func `a name is written only where its namespace is in force`() {
        var root = element("a")
        root.name.namespace = "urn:x"
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
        root.name.prefix = "p"
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
        root.namespaceDeclarations = [XMLNamespaceDeclaration(prefix: "p", namespace: "urn:y")]
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
        root.namespaceDeclarations = [XMLNamespaceDeclaration(prefix: "p", namespace: "urn:x")]
        #expect(throws: Never.self) { try XMLWriter.write(root) }
        root.namespaceDeclarations += root.namespaceDeclarations
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
        root.namespaceDeclarations = [XMLNamespaceDeclaration(prefix: "xml", namespace: "urn:x")]
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
    }

    @Test func `attributes written twice, or named as declarations, are refused`() {
        let place = SourceLocation(line: 1, column: 1)
        var root = element("a")
        root.attributes = ["b", "b"].map {
            XMLAttribute(name: XMLName(local: $0), value: "", location: place, valueLocation: place)
        }
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
        root.attributes = Array(root.attributes.prefix(1))
        root.attributes[0].name.local = "xmlns"
        #expect(throws: XMLError.self) { try XMLWriter.write(root) }
    }
}

extension XMLElement {
    /// The tree without texts that indentation could have made.
    fileprivate var withoutBlankText: XMLElement {
        var copy = self
        copy.children = children.compactMap { child in
            switch child {
            case .element(let element): .element(element.withoutBlankText)
            case .text(let text, _): text.allSatisfy { $0 == " " || $0 == "\n" } ? nil : child
            }
        }
        return copy
    }
}
