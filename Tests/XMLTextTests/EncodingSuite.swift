import Testing
import XMLText

/// Bytes into text.
@Suite struct EncodingSuite {
    @Test(arguments: [true, false], [true, false])
    func `UTF-16 reads as the same tree as UTF-8`(bigEndian: Bool, mark: Bool) throws {
        let text = "<?xml version='1.0' encoding='UTF-16'?>\r\n<é b='日本'>𝄞<c/></é>"
        let expected = try read(text.replacing("UTF-16", with: "UTF-8"))
        let root = try XMLReader.read(utf16(text, bigEndian: bigEndian, mark: mark))
        #expect(root == expected)
    }

    @Test(arguments: ["utf-8", "UTF-8", "Utf-8", "us-ascii", "US-ASCII"])
    func `a declared encoding that the bytes have is accepted in any case`(_ name: String) {
        #expect(fault("<?xml version='1.0' encoding='\(name)'?><a/>") == nil)
    }

    @Test(arguments: [
        "iso-8859-1", "windows-1252", "utf-7", "utf-32", "ucs-2", "utf8", "ebcdic", "", "\u{1B}[2J", "utf-16",
    ])
    func `any other declared encoding is refused by name`(_ name: String) throws {
        let error = try #require(fault("<?xml version='1.0' encoding='\(name)'?><a/>"))
        #expect(error.code == .unsupportedEncoding)
        #expect(error.location == SourceLocation(line: 1, column: 31))
        #expect(error.what.contains(name == "\u{1B}[2J" ? "'U+001B[2J'" : "'\(name)'"))
    }

    @Test func `UTF-16 that declares another encoding is refused`() {
        #expect(
            fault(utf16("<?xml version='1.0' encoding='utf-8'?><a/>", bigEndian: true))?.code == .unsupportedEncoding
        )
    }

    @Test(arguments: [
        [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0], [0, 0, 0xFE, 0xFF, 0, 0, 0, 0x3C], [0x3C, 0, 0, 0, 0x61, 0, 0, 0],
        [0, 0, 0, 0x3C, 0, 0, 0, 0x61], [0x4C, 0x6F, 0xA7, 0x94, 0x93],
    ])
    func `UTF-32 and EBCDIC are named and refused`(_ bytes: [UInt8]) {
        #expect(fault(bytes)?.code == .unsupportedEncoding)
    }

    @Test(arguments: [
        [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
        [0xE2, 0x82],
        [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF], [0xF0, 0x9D, 0x84],
        [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        [0xE2, 0x28, 0xA1],
    ])
    func `bytes that are no UTF-8 are refused with their place`(_ bytes: [UInt8]) {
        let before = Array("<a>é\n𝄞x".utf8)
        let place = SourceLocation(line: 2, column: 3)
        #expect(fault(before + bytes + Array("</a>".utf8))?.location == place)
        #expect(fault(before + bytes + Array("</a>".utf8))?.code == .invalidEncoding)
        #expect(fault(before + bytes)?.code == .invalidEncoding)
    }

    @Test(
        arguments: [[0xD800, 0x41], [0xDC00, 0x41], [0xD800, 0xD800, 0xDC00], [0xDFFF, 0xD800]] as [[UInt16]],
        [true, false]
    )
    func `half surrogate pairs are refused with their place`(_ units: [UInt16], bigEndian: Bool) {
        let halves = units.flatMap { unit in
            let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
            return bigEndian ? pair : pair.reversed()
        }
        let end = utf16("</a>", bigEndian: bigEndian, mark: false)
        let error = fault(utf16("<a>é\n𝄞x", bigEndian: bigEndian) + halves + end)
        #expect(error?.code == .invalidEncoding)
        #expect(error?.location == SourceLocation(line: 2, column: 3))
    }

    @Test func `UTF-16 cut off within a unit is refused, wherever the cut is`() {
        let whole = utf16("<a b='1'>𝄞</a>", bigEndian: false)
        for length in stride(from: 3, to: whole.count, by: 2) {
            #expect(fault(Array(whole.prefix(length)))?.code == .invalidEncoding)
        }
        #expect(fault(whole + [0x20])?.code == .invalidEncoding)
    }

    @Test func `every cut of a document is refused, never read in part`() {
        for text in Fixtures.all where text.starts(with: Array("<?xml".utf8)) {
            let end = text.lastIndex(of: 0x3E) ?? 0
            for length in 0..<end { #expect(fault(Array(text.prefix(length))) != nil) }
        }
    }

    @Test func `a byte above 127 in a text declared as US-ASCII is refused`() {
        let error = fault("<?xml version='1.0' encoding='us-ascii'?>\n<a>é</a>")
        #expect(error?.code == .invalidEncoding)
        #expect(error?.location == SourceLocation(line: 2, column: 4))
    }
}
