import Testing
import XMLText

/// The words, compared whole: a person at three in the morning reads nothing else.
@Suite struct MessagesSuite {
    private func shown(_ document: [UInt8], limits: XMLReader.Limits = XMLReader.Limits()) -> String {
        guard let error = fault(document, limits: limits) else { return "accepted" }
        return """
            \(error.location.line):\(error.location.column): error: \(error.what) [\(error.code.rawValue)]
              why:  \(error.why)
              mend: \(error.mend)
            """
    }

    @Test func `an end tag that does not match names both tags and where the start tag stands`() {
        #expect(
            shown(Array("<Role>\n  <Startup>\n  </StartUp>\n</Role>".utf8)) == """
                3:3: error: cannot close '<Startup>' with '</StartUp>' [notWellFormed]
                  why:  '<Startup>' begins at 2:3, and is closed before anything around it
                  mend: write '</Startup>' here, or before this place where it belongs
                """
        )
    }

    @Test func `an unknown entity is told from an ampersand that was meant`() {
        #expect(
            shown(Array("<a b='x&nbsp;y'/>".utf8)) == """
                1:8: error: cannot resolve the entity '&nbsp;' [notWellFormed]
                  why:  entities are declared in a document type, which is refused here; only lt, gt, amp, apos and quot are known
                  mend: write the character itself, or its number as '&#…;'; write '&amp;' if '&' itself is meant
                """
        )
        #expect(
            shown(Array("<a b='x && y'/>".utf8)) == """
                1:9: error: cannot use '&' as it is [notWellFormed]
                  why:  '&' begins a reference such as '&lt;' or '&#10;'
                  mend: write '&amp;'
                """
        )
    }

    @Test func `a damaged byte and a foreign encoding are told apart`() {
        #expect(
            shown(Array("<a>".utf8) + [0xE9] + Array("</a>".utf8)) == """
                1:4: error: cannot read the byte 0xE9 as UTF-8 [invalidEncoding]
                  why:  it begins no complete UTF-8 sequence; the file is damaged, or saved in another encoding
                  mend: save the file as UTF-8, or write this character again
                """
        )
        #expect(
            shown(Array("<?xml version='1.0' encoding='windows-1252'?><a/>".utf8)) == """
                1:31: error: cannot read text in encoding 'windows-1252' [unsupportedEncoding]
                  why:  only UTF-8 and UTF-16 are read, so that a text means the same on every machine
                  mend: save the file as UTF-8 and write encoding="utf-8", or leave the encoding out
                """
        )
    }

    @Test func `a limit says what it is`() {
        var limits = XMLReader.Limits()
        limits.bytes = 3
        #expect(
            shown(Array("<a/>".utf8), limits: limits) == """
                1:1: error: cannot read a document of 4 bytes [limitExceeded]
                  why:  at most 3 bytes are read, so that no file can use up the memory
                  mend: check that this is the right file, and make it smaller
                """
        )
    }

    @Test func `a missing prefix is quoted with a declaration for it`() {
        #expect(
            shown(Array("<a>\n  <wa:b/></a>".utf8)) == """
                2:3: error: cannot use the prefix 'wa' of 'wa:b' [namespaceFault]
                  why:  no namespace is declared for it here
                  mend: write xmlns:wa="…" on this element or on one around it, or remove the prefix
                """
        )
    }

    @Test(arguments: Fixtures.all)
    func `every fault of every mutant has all its words and a place within the text`(_ base: [UInt8]) {
        var mutator = Mutator(seed: 7, bases: [base], samples: [])
        for _ in 0..<200 {
            let document = mutator.next()
            guard let error = fault(document) else { continue }
            #expect(error.what.hasPrefix("cannot "))
            #expect(!error.why.isEmpty && !error.mend.isEmpty)
            let words = error.what + error.why + error.mend
            #expect(words.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(words)")
            #expect(error.location.line >= 1 && error.location.column >= 1)
            #expect(error.location.line <= document.count + 1 && error.location.column <= document.count + 1)
        }
    }
}
