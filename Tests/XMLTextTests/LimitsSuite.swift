import Testing
import XMLText

/// The limits, each at its edge.
@Suite struct LimitsSuite {
    private func nested(_ depth: Int) -> String {
        String(repeating: "<a>", count: depth) + String(repeating: "</a>", count: depth)
    }

    private func attributes(_ count: Int) -> String {
        "<a" + (0..<count).map { " a\($0)=''" }.joined() + "/>"
    }

    @Test func `a limit is reached but not passed`() {
        #expect(fault(nested(128)) == nil)
        #expect(fault(nested(129))?.code == .limitExceeded)
        #expect(fault(nested(129))?.location == SourceLocation(line: 1, column: 385))
        #expect(fault(attributes(256)) == nil)
        #expect(fault(attributes(257))?.code == .limitExceeded)
        let name = String(repeating: "n", count: 1_024)
        #expect(fault("<\(name)/>") == nil)
        #expect(fault("<\(name)n/>")?.code == .limitExceeded)
        #expect(fault("<a>&\(name)n;</a>")?.code == .limitExceeded)
        #expect(fault("<?\(name)n?><a/>")?.code == .limitExceeded)
    }

    @Test func `values and texts are limited by their bytes, whatever they are made of`() {
        var limits = XMLReader.Limits()
        limits.valueLength = 8
        #expect(fault("<a b='12345678'>12345678<b/>12345678</a>", limits: limits) == nil)
        #expect(fault("<a b='123456789'/>", limits: limits)?.code == .limitExceeded)
        #expect(fault("<a b='éééé&#65;'/>", limits: limits)?.code == .limitExceeded)
        #expect(fault("<a>1234<!-- -->5678&#57;</a>", limits: limits)?.code == .limitExceeded)
        #expect(fault("<a>1234<![CDATA[5678]]>\r</a>", limits: limits)?.code == .limitExceeded)
    }

    @Test func `elements, attributes and bytes in all are limited`() {
        var limits = XMLReader.Limits()
        limits.elements = 3
        limits.totalAttributes = 3
        limits.bytes = 40
        #expect(fault("<a b='' c=''><b/><c d=''/></a>", limits: limits) == nil)
        #expect(fault("<a><b/><c/><d/></a>", limits: limits)?.code == .limitExceeded)
        #expect(fault("<a b='' c=''><b xmlns='x' d=''/></a>", limits: limits)?.code == .limitExceeded)
        #expect(fault("<a>" + String(repeating: " ", count: 33) + "</a>", limits: limits) == nil)
        #expect(fault("<a>" + String(repeating: " ", count: 34) + "</a>", limits: limits)?.code == .limitExceeded)
        #expect(
            fault(utf16("<a>\(String(repeating: "日", count: 12))</a>", bigEndian: true), limits: limits)?.code
                == .limitExceeded
        )
    }

    @Test func `a quotation is short and holds nothing that a terminal obeys`() throws {
        let error = try #require(fault("<a \u{202E}\u{9B}\(String(repeating: "x", count: 100_000))/>"))
        #expect(error.what.unicodeScalars.count < 120)
        #expect(error.what.contains("U+202EU+009B"))
    }
}
