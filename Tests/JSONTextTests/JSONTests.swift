import Foundation
import Testing

@testable import JSONText

@Suite struct JSONTests {
    private func read(_ text: String) throws -> String {
        String(decoding: try JSONReader.read(Array(text.utf8)).line, as: UTF8.self)
    }

    @Test(arguments: [
        ("null", "null"), (" true ", "true"), ("-0", "0"), ("12", "12"), ("1.50", "1.5"), ("2e3", "2000.0"),
        ("99999999999999999999", "1e+20"), (#""""#, #""""#), (#""\u0041\n\/\u00e9\ud83d\ude00""#, #""A\n/é😀""#),
        ("[ 1 , [ ] , { } ]", "[1,[],{}]"), (#"{ "a" : 1 , "b" : "c" }"#, #"{"a":1,"b":"c"}"#),
    ])
    func `a value is read and written again`(text: String, expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test(arguments: [
        "", " ", "nul", "truth", "01", "1.", ".5", "-", "+1", "1e", "1e999", "\"", "\"\\", "\"\\x\"", "\"\\u12\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"\u{1}\"", "[", "[1", "[1,", "[1,]", "[,1]", "{",
        "{\"a\"",
        "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}", "1 2", "NaN", "'a'",
        "\u{FEFF}1",
    ])
    func `what is no JSON is refused`(text: String) {
        #expect(throws: JSONFault.self) { try read(text) }
    }

    @Test func `bytes that are no UTF-8 are refused, and each prefix of a text ends in a fault`() throws {
        #expect(throws: JSONFault.self) { try JSONReader.read([0x22, 0xC3, 0x22]) }
        let text = Array(#"{"version":1,"a":[1.5e3,"\u00e9\ud83d\ude00",{"b":null}],"c":true}"#.utf8)
        _ = try JSONReader.read(text)
        for count in 0..<text.count {
            #expect(throws: JSONFault.self) { try JSONReader.read(Array(text[..<count])) }
        }
    }

    @Test func `nesting has a limit`() throws {
        let most = JSONReader.mostDepth
        #expect(try read(String(repeating: "[", count: most) + String(repeating: "]", count: most)).count == 2 * most)
        #expect(throws: JSONFault.self) { try read(String(repeating: "[", count: most + 1)) }
    }

    @Test func `no byte and no mutation makes the reader trap, and Foundation reads what it accepts`() throws {
        var generator = Seeded(state: 20_261_121)
        let seed = Array(#"{"version":1,"command":"status","x":[1,-2.5e-3,"\u00e9\\",null,{"y":"é"}]}"#.utf8)
        for _ in 0..<20_000 {
            var bytes = seed
            for _ in 0..<Int.random(in: 1...4, using: &generator) {
                bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
            }
            guard let value = try? JSONReader.read(bytes) else { continue }
            #expect(throws: Never.self) {
                try JSONSerialization.jsonObject(with: Data(value.line), options: .fragmentsAllowed)
            }
            #expect(try JSONReader.read(value.line).line == value.line)
        }
    }

    @Test func `every scalar survives a text`() throws {
        let text = String(String.UnicodeScalarView((0...0x2FFF).compactMap(Unicode.Scalar.init)))
        #expect(try JSONReader.read(JSON.string(text).line).text == text)
        let foundation = try JSONSerialization.jsonObject(
            with: Data(JSON.string(text).line),
            options: .fragmentsAllowed
        )
        #expect(foundation as? String == text)
    }

    @Test func `seconds have at most three decimals and no number is unwritable`() {
        let seconds = [Duration.milliseconds(1), .microseconds(1_234_567), .seconds(3), .zero].map { JSON.seconds($0) }
        #expect(String(decoding: JSON.array(seconds).line, as: UTF8.self) == "[0.001,1.235,3.0,0.0]")
        #expect(JSON.decimal(.nan).line == Array("null".utf8))
    }
}

/// The same numbers in each run.
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
