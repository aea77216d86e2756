import Testing
import XMLText

/// Lines and columns.
@Suite struct PlacesSuite {
    @Test func `every kind of line end counts once, and a column is a scalar`() throws {
        let text = "\u{FEFF}<?xml version='1.0'?>\r\n<!-- é -->\r\r<a é='1'\n\tb =\n'𝄞'>日x\r\n<b/>é<![CDATA[y]]></a>"
        let root = try read(text)
        #expect(root.location == SourceLocation(line: 4, column: 1))
        #expect(root.attributes.map(\.location) == [.init(line: 4, column: 4), .init(line: 5, column: 2)])
        #expect(root.attributes.map(\.valueLocation) == [.init(line: 4, column: 7), .init(line: 6, column: 2)])
        #expect(root.elements.map(\.location) == [.init(line: 7, column: 1)])
        #expect(try XMLReader.read(utf16(text, bigEndian: true, mark: false)) == root)
    }

    @Test func `a text has the place of its first character, sections and references included`() throws {
        let root = try read("<a><b/><!-- --><![CDATA[]]><![CDATA[x]]>y<b/>&lt;z<b/>\r\n</a>")
        let places = root.children.compactMap { if case .text(_, let place) = $0 { place.column } else { nil } }
        #expect(places == [37, 46, 55])
    }

    @Test(arguments: Samples.all.map(\.bytes) + Fixtures.all)
    func `the places of a tree are where the things stand in the file`(_ document: [UInt8]) throws {
        guard let root = try? XMLReader.read(document) else { return }
        let width = document.starts(with: [0xFF, 0xFE]) ? 2 : 1
        try check(root, document, width)
        guard width == 1 else { return }
        let text = String(decoding: document, as: UTF8.self).replacing("utf-8", with: "utf-16")
        guard let recoded = try? XMLReader.read(utf16(text, bigEndian: false, mark: false)) else { return }
        #expect(recoded.withoutPlaces == root.withoutPlaces)
    }

    private func check(_ element: XMLElement, _ document: [UInt8], _ width: Int) throws {
        let start = Places.offset(of: element.location, in: document)
        #expect(document[start] == UInt8(ascii: "<"))
        #expect(standsAt(start + width, element.name, document, width))
        for attribute in element.attributes {
            let name = Places.offset(of: attribute.location, in: document)
            #expect(standsAt(name, attribute.name, document, width))
            let quote = Places.offset(of: attribute.valueLocation, in: document) - width
            #expect(document[quote] == UInt8(ascii: "\"") || document[quote] == UInt8(ascii: "'"))
        }
        for child in element.elements { try check(child, document, width) }
    }

    private func standsAt(_ offset: Int, _ name: XMLName, _ document: [UInt8], _ width: Int) -> Bool {
        let written = name.prefix.map { $0 + ":" + name.local } ?? name.local
        let bytes = width == 1 ? Array(written.utf8) : utf16(written, bigEndian: false, mark: false)
        return document[offset...].starts(with: bytes)
    }

    @Test(arguments: [
        ("<a>\n <b>\n</a>", 3, 1), ("<a>\n <b>", 2, 2), ("<a\n b='1'\n b='2'/>", 3, 2), ("<a\n p:b='1'/>", 2, 2),
        ("<a\n b='<'/>", 2, 5), ("<a\n b=1/>", 2, 4), ("<a\n b/>", 2, 2), ("<a\n b='1'c='2'/>", 2, 7),
        ("<a>\n&x;</a>", 2, 1),
        ("<a b='12&#0;'/>", 1, 9), ("<a>\n x ]]></a>", 2, 4), ("<a><!--\n -- --></a>", 2, 2), ("\n<!DOCTYPE a>", 2, 1),
        ("<a/>\n x", 2, 2), (" x<a/>", 1, 2), ("<a>\r\n\u{1}</a>", 2, 1), ("<a b='\n", 1, 7), ("<a>\n<!-- ", 2, 1),
        ("<a>\n<![CDATA[ ]]", 2, 1), ("<a>\n<?p x", 2, 1), ("<a>\n<b c=''", 2, 1), ("<a>\n</a\n b>", 3, 2),
        ("<a\n xmlns:p=''/>", 2, 2),
    ])
    func `a fault has the place of the thing at fault`(_ text: String, line: Int, column: Int) {
        #expect(fault(text)?.location == SourceLocation(line: line, column: column))
    }
}
