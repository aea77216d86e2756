// Reads one hostile document in a process of its own and prints what it came to:
//
//     <verdict> <milliseconds of processor time> <kilobytes at most in memory, the document included>
//
// `HostileSuite` in Tests/XMLTextTests compiles it together with the room, optimised, and runs it for each case; without an
// argument it prints the names of the cases.
import Glibc

/// A document that somebody could send us to do harm.
struct HostileCase: Sendable {
    /// Its name.
    var name: String
    /// Makes it.
    var document: @Sendable () -> [UInt8]
}

/// Returns as many whole pieces as fit below the default limit of bytes, between a head and a tail.
func filled(_ head: String, _ piece: String, _ tail: String, count: Int = .max) -> [UInt8] {
    let limit = XMLReader.Limits().bytes
    let piece = Array(piece.utf8)
    let tail = Array(tail.utf8)
    var document: [UInt8] = []
    document.reserveCapacity(limit)
    document += Array(head.utf8)
    for _ in 0..<min(count, (limit - document.count - tail.count) / piece.count) { document += piece }
    return document + tail
}

/// Returns a document of 100 MB whose pages nobody has touched: the reader must refuse it without a look.
@Sendable func vast() -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 100 << 20) { $1 = 100 << 20 }
}

/// Returns a document of UTF-16, little endian.
func utf16(_ head: String, _ unit: UInt16, _ tail: String) -> [UInt8] {
    var document: [UInt8] = []
    let limit = XMLReader.Limits().bytes
    document.reserveCapacity(limit)
    for unit in [0xFEFF] + Array(head.utf16) { document += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    while document.count < limit - 64 { document += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    for unit in tail.utf16 { document += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    return document
}

func attributes(_ count: Int, _ form: (Int) -> String) -> String {
    (0..<count).map(form).joined()
}

let bomb = "<!DOCTYPE a [<!ENTITY a 'lol'>" + attributes(20) { "<!ENTITY a\($0) '&a;&a;&a;&a;&a;&a;&a;&a;'>" } + "]>"
let full = attributes(250) { " a\($0)=''" }
let bound = attributes(250) { " xmlns:p\($0)='urn:p'" }
let prefixed = attributes(250) { " p\($0):a\($0)=''" }
let kilobyte = String(repeating: "n", count: 1_000)

let cases: [HostileCase] = [
    HostileCase(name: "entityBomb") { Array((bomb + "<a>&a19;</a>").utf8) },
    HostileCase(name: "externalEntity") { Array("<!DOCTYPE a [<!ENTITY e SYSTEM '/dev/zero'>]><a>&e;</a>".utf8) },
    HostileCase(name: "vastAnything", document: vast),
    HostileCase(name: "nesting") { filled("", "<a>", "", count: 1_000_000) },
    HostileCase(name: "attributeOfAllBytes") { filled("<a b='", "x", "'/>") },
    HostileCase(name: "attributeOfReferences") { filled("<a b='", "&#9;", "'/>") },
    HostileCase(name: "attributes") { Array(("<a" + attributes(100_000) { " a\($0)=''" } + "/>").utf8) },
    HostileCase(name: "nameOfAllBytes") { filled("<", "n", "/>") },
    HostileCase(name: "zeros") { [UInt8](repeating: 0, count: XMLReader.Limits().bytes) },
    HostileCase(name: "zerosInText") { filled("<a>", "\u{0}", "</a>") },
    HostileCase(name: "truncatedUTF16") { utf16("<a/>", 0x20, "") + [0x20] },
    HostileCase(name: "wideUTF16") { utf16("<a>", 0x65E5, "</a>") },
    HostileCase(name: "lineEnds") { filled("<a>", "\r\n", "</a>") },
    HostileCase(name: "brackets") { filled("<a>", "]", "</a>") },
    HostileCase(name: "sections") { filled("<a>", "<![CDATA[]]>", "</a>") },
    HostileCase(name: "references") { filled("<a>", "&lt;", "</a>") },
    HostileCase(name: "comment") { filled("<a><!--", "- ", "--></a>") },
    HostileCase(name: "comments") { filled("<a>", "<!---->", "</a>") },
    HostileCase(name: "instruction") { filled("<a><?p ", "?", "?></a>") },
    HostileCase(name: "space") { filled("", " \n", "<a/>") },
    HostileCase(name: "elements") { filled("<a>", "<b/>", "</a>") },
    HostileCase(name: "allowedElements") { filled("<a>", "<b/>", "</a>", count: 39_999) },
    HostileCase(name: "allowedElementsAndTexts") {
        filled("<a>", "<bbbbbbbbbbbbbbbbbb/>texttexttexttexttext", "</a>", count: 39_999)
    },
    HostileCase(name: "allowedElementsEachInOne") { filled("<a>", "<b><c>x</c></b>", "</a>", count: 19_999) },
    HostileCase(name: "allowedText") { filled("<a>", String(repeating: "x", count: 1 << 20) + "<b/>", "</a>") },
    HostileCase(name: "allowedValues") {
        filled("<a>", "<b c='" + String(repeating: "&#9;", count: 10_000) + "'/>", "</a>")
    },
    HostileCase(name: "allowedAttributes") { filled("<a>", "<b\(full)/>", "</a>", count: 399) },
    HostileCase(name: "oneAttributeEach") {
        filled("<a>", "<b cccccccccccccccc='dddddddddddddddd'/>", "</a>", count: 39_999)
    },
    HostileCase(name: "oneDeclarationEach") {
        filled("<a>", "<b xmlns='dddddddddddddddddddddd'/>", "</a>", count: 39_999)
    },
    HostileCase(name: "oneDeclarationEachAndTexts") {
        filled("<a>", "<b xmlns='dddddddddddddddddddddd'/>texttexttexttexttext", "</a>", count: 39_999)
    },
    HostileCase(name: "everythingOnHeap") {
        filled("<a>", "<bbbbbbbbbbbbbbbb cccccccccccccccc='dddddddddddddddd'/>eeeeeeeeeeeeeeee", "</a>", count: 39_999)
    },
    HostileCase(name: "everythingOnHeapTwoTexts") {
        filled(
            "<a>",
            "<bbbbbbbbbbbbbbbb c='dddddddddddddddd'>ffffffffffffffff</bbbbbbbbbbbbbbbb>e",
            "</a>",
            count: 39_999
        )
    },
    HostileCase(name: "everythingOnHeapTwoAttributes") {
        filled(
            "<a>",
            "<bbbbbbbbbbbbbbbb cccccccccccccccc='dddddddddddddddd' gggggggggggggggg='hhhhhhhhhhhhhhhh'>ffffffffffffffff"
                + "</bbbbbbbbbbbbbbbb>eeeeeeeeeeeeeeee",
            "</a>",
            count: 39_999
        )
    },
    HostileCase(name: "allowedNames") { filled("<a>", "<\(kilobyte)/>", "</a>") },
    HostileCase(name: "prefixes") { filled("<a\(bound)>", "<b\(prefixed)/>", "</a>", count: 398) },
    HostileCase(name: "bindings") { filled("<a\(bound)>", "<b\(bound)>", "", count: 127) },
    HostileCase(name: "unclosedTag") { filled("<a ", "\n", "") },
    HostileCase(name: "unclosedValue") { filled("<a b='", "\t", "") },
]

/// Returns the most memory that this process has had, in kilobytes.
///
/// `ru_maxrss` would be that of the process that started this one, if that was larger.
func peak() -> Int {
    guard let file = fopen("/proc/self/status", "r") else { return 0 }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    while fgets(&line, 256, file) != nil {
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        if text.hasPrefix("VmHWM:") { return Int(text.filter(\.isNumber)) ?? 0 }
    }
    return 0
}

/// Returns the processor time that this process has used: reading waits for nothing, so it is what an idle machine takes.
func milliseconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1_000 + Double(time.tv_nsec) / 1e6
}

@main enum Hostile {
    static func main() {
        guard CommandLine.arguments.count > 1 else { return cases.forEach { print($0.name) } }
        guard let chosen = cases.first(where: { $0.name == CommandLine.arguments[1] }) else { return print("unknown") }
        let document = chosen.document()
        var verdict = "accepted"
        let start = milliseconds()
        do throws(XMLError) {
            _ = try XMLReader.read(document)
        } catch {
            verdict = error.code.rawValue
        }
        print(verdict, milliseconds() - start, peak())
    }
}
