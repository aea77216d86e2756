/// Makes damaged, and also merely changed, copies of documents.
struct Mutator {
    private var random: SplitMix
    private let bases: [[UInt8]]
    private let samples: [[UInt8]]

    init(seed: UInt64, bases: [[UInt8]], samples: [[UInt8]]) {
        random = SplitMix(seed: seed)
        self.bases = bases
        self.samples = samples
    }

    mutating func next() -> [UInt8] {
        let takesSample = !samples.isEmpty && random.oneIn(3)
        var bytes = takesSample ? samples[random.below(samples.count)] : bases[random.below(bases.count)]
        if random.oneIn(12) { bytes = recode(bytes) }
        repeat { random.oneIn(2) ? changeGently(&bytes) : change(&bytes) } while random.oneIn(3)
        if random.oneIn(25) { bytes = recode(bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(0x3C) }
        switch random.below(16) {
        case 0: bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
        case 1: bytes[random.below(bytes.count)] = UInt8(random.below(256))
        case 2: bytes.remove(at: random.below(bytes.count))
        case 3: bytes.removeSubrange(range(in: bytes, upTo: 20))
        case 4: bytes.removeSubrange(random.below(bytes.count)...)
        case 5: duplicate(&bytes)
        case 6: bytes.swapAt(random.below(bytes.count), random.below(bytes.count))
        case 7: move(&bytes)
        case 8, 9: bytes.insert(contentsOf: Self.token(&random), at: random.below(bytes.count + 1))
        case 10, 11: insert(Self.token(&random), behindOneOf: [0x3E], &bytes)
        case 12: insert(Self.token(&random), behindOneOf: [0x22, 0x27], &bytes)
        case 13: insert(Self.token(&random), behindOneOf: [0x20, 0x0A, 0x0D], &bytes)
        case 14: replaceToken(&bytes)
        default: insert(Self.gentle[random.below(Self.gentle.count)], behindOneOf: [0x3E], &bytes)
        }
    }

    /// Changes what leaves most documents well-formed.
    private mutating func changeGently(_ bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return bytes.append(0x3C) }
        let letter = bytes[random.below(bytes.count)...].firstIndex { 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 }
        switch random.below(5) {
        case 0, 1: insert(Self.gentle[random.below(Self.gentle.count)], behindOneOf: [0x3E], &bytes)
        case 2:
            insert(
                [0x20, 0x09, 0x0A, 0x0D].randomElement(using: &random).map { [$0] } ?? [],
                behindOneOf: [0x20],
                &bytes
            )
        case 3: bytes[letter ?? 0] = UInt8(0x61 + random.below(26))
        default: insert(Self.values[random.below(Self.values.count)], behindOneOf: [0x22, 0x27], &bytes)
        }
    }

    private mutating func range(in bytes: [UInt8], upTo length: Int) -> Range<Int> {
        let start = random.below(bytes.count)
        return start..<min(bytes.count, start + 1 + random.below(length))
    }

    private mutating func duplicate(_ bytes: inout [UInt8]) {
        let piece = Array(bytes[range(in: bytes, upTo: 60)])
        bytes.insert(contentsOf: piece, at: random.below(bytes.count + 1))
    }

    private mutating func move(_ bytes: inout [UInt8]) {
        let range = range(in: bytes, upTo: 40)
        let piece = Array(bytes[range])
        bytes.removeSubrange(range)
        bytes.insert(contentsOf: piece, at: random.below(bytes.count + 1))
    }

    private mutating func insert(_ token: [UInt8], behindOneOf marks: [UInt8], _ bytes: inout [UInt8]) {
        let start = random.below(bytes.count)
        let place = bytes[start...].firstIndex { marks.contains($0) } ?? bytes.firstIndex { marks.contains($0) }
        bytes.insert(contentsOf: token, at: place.map { $0 + 1 } ?? start)
    }

    private mutating func replaceToken(_ bytes: inout [UInt8]) {
        let range = range(in: bytes, upTo: 4)
        bytes.replaceSubrange(range, with: Self.token(&random))
    }

    private mutating func recode(_ bytes: [UInt8]) -> [UInt8] {
        var text = String(decoding: bytes, as: UTF8.self)
        if random.oneIn(2) { text = text.replacing("utf-8", with: "utf-16") }
        let bigEndian = random.oneIn(2)
        var recoded: [UInt8] = random.oneIn(4) ? [] : bigEndian ? [0xFE, 0xFF] : [0xFF, 0xFE]
        for unit in text.utf16 {
            let high = UInt8(unit >> 8)
            let low = UInt8(unit & 0xFF)
            recoded += bigEndian ? [high, low] : [low, high]
        }
        return recoded
    }

    private static func token(_ random: inout SplitMix) -> [UInt8] { tokens[random.below(tokens.count)] }

    /// Tokens after which a document has a good chance to be still well-formed.
    private static let gentle: [[UInt8]] = [
        "<!-- c -->", "<?p i?>", "<![CDATA[<&>]]>", "<e/>", "text", " ", "\r\n", "\r", "\n", "\t", "&#13;", "&#xA;",
        "&lt;", "é", "𝄞", "\u{2028}", "\u{85}", "\u{FEFF}", "<x xmlns='urn:x' a='1'/>",
        "<p:x xmlns:p='urn:p' p:a='1'/>",
    ].map { Array($0.utf8) }

    /// Tokens that may stand in an attribute value; behind a closing quote some are attributes.
    private static let values: [[UInt8]] = [
        "x", " ", "\r\n", "\t", "&#13;&#10;&#9;", "&amp;", "&lt;", ">", "é", "𝄞", " a1='v'", " p:q='v'",
        " xml:lang='en'",
        " xmlns:r='urn:r' r:s='1'", " xmlns:n='urn:n'", " é='1'", "\u{FFFD}", "\u{85}",
    ].map { Array($0.utf8) }

    private static let tokens: [[UInt8]] =
        gentle
        + [
            "<", ">", "&", "'", "\"", "=", "/", "!", "?", "-", "--", "-->", "<!--", "--->", "<![CDATA[", "]]>", "]]",
            "]",
            "<?", "?>", "<?xml version='1.0'?>", "<?xml", "<?XML a?>", "<?xml-s a?>", "<?a:b c?>", "<?p?>", "<?p",
            "<!DOCTYPE a>", "<!DOCTYPE a [<!ENTITY e 'x'>]>", "<!ELEMENT a ANY>", "<!", "</", "/>", "</a>", "<a>",
            "<a/>",
            "&e;", "&amp;", "&lt", "&apos;", "&quot;", "&gt;", "&nbsp;", "&#0;", "&#1;", "&#55296;", "&#x10FFFF;",
            "&#x110000;", "&#xFFFE;", "&#99999999999999999999;", "&#;", "&#x;", "&#X41;", "&# 65;", "&;", "& ", "&:;",
            "xmlns=''", " xmlns='urn:a'", " xmlns:p='urn:p'", " xmlns:p=''", " xmlns:xml='urn:x'",
            " xmlns:xml='http://www.w3.org/XML/1998/namespace'", " xmlns:q='http://www.w3.org/XML/1998/namespace'",
            " xmlns='http://www.w3.org/2000/xmlns/'", " xmlns:xmlns='urn:x'",
            " xmlns:q='http://www.w3.org/2000/xmlns/'",
            " xmlns:q='urn:p'", " p:a='1'", " q:a='2'", " a='1'", " a=\"1\"", " a", " a=", " a=1", " xml:lang='en'",
            " xml:space='preserve'", " xml:a='1'", " xmlns:='urn:x'", " :a='1'", " a:='1'", " a:b:c='1'", " a:1='1'",
            "p:", ":", "xmlns", "xml:", "version='1.0'", "version='1.1'", "version='2.0'", "encoding='UTF-8'",
            "encoding='utf-16'", "encoding='iso-8859-1'", "encoding='us-ascii'", "encoding='x'", "standalone='yes'",
            "standalone='maybe'", "1.0", "utf-8", "\u{0}", "\u{1}", "\u{B}", "\u{7F}", "\u{80}", "\u{FFFD}", "\u{FFFF}",
            "\u{FFFE}", "·", "\u{300}", "\u{37E}", "\u{2070}", "\u{3000}", "\u{F0000}", "\u{EFFFF}", "名", "<名/>",
            "a·b=''",
        ].map { Array($0.utf8) }
        + [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xED, 0xB0, 0x80],
            [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xFE], [0xFE, 0xFF],
            [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xE2, 0x82], [0xC3], [0xF0, 0x9D, 0x84], [0xEF, 0xBF, 0xBE], [0, 0x3C],
            [0x3C, 0], [0xD8, 0x00], [0x00, 0xD8], [0xDC, 0x00], [0x00, 0xDC], [0xD8, 0x34, 0xDD, 0x1E],
        ]
}
