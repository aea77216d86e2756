import RuntimeProtocol
import Testing

@Suite struct DiscoveryDocumentTests {
    @Test func `the document is the one of the description, byte for byte`() {
        let expected =
            #"<?xml version="1.0" encoding="utf-8"?><RuntimeServerDiscovery xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><RuntimeServerEndpoints><RuntimeServerEndpoint version="2011-03-08" path="/run/wa/mill_0/goal.sock" /></RuntimeServerEndpoints></RuntimeServerDiscovery>"#
        #expect(DiscoveryDocument(goalStatePath: "/run/wa/mill_0/goal.sock").xml() == Array(expected.utf8))
    }

    @Test(arguments: ["/run/Mühle/Ω", "/a & b/<\"x\">", "/line\r\nbreak\n", "/\u{85}\u{2028}\u{1F600}", "/bad\u{1}"])
    func `whatever the path, the document is ASCII, has no line break, and reads back`(path: String) throws {
        let document = DiscoveryDocument(goalStatePath: path).xml()
        #expect(document.allSatisfy { (0x20...0x7E).contains($0) })
        let expected = path.replacing("\u{1}", with: "\u{FFFD}")
        #expect(try DiscoveryDocument(xml: document).goalStatePath == expected)
    }

    @Test func `of several versions the right one is taken, and none when it is not there`() throws {
        let two = DiscoveryDocument(endpoints: [
            .init(version: "2012-01-01", path: "/new"), .init(version: "2011-03-08", path: "/old"),
        ])
        #expect(try DiscoveryDocument(xml: two.xml()) == two)
        #expect(two.goalStatePath == "/old")
        let other = DiscoveryDocument(endpoints: [.init(version: "2012-01-01", path: "/new")])
        #expect(try DiscoveryDocument(xml: other.xml()).goalStatePath == nil)
    }

    @Test func `what is no such document is refused with a reason`() {
        #expect(
            throws: RuntimeProtocolFault("cannot read the RuntimeServerDiscovery document: its root element is 'a'")
        ) {
            try DiscoveryDocument(xml: Array("<a/>".utf8))
        }
        #expect(throws: RuntimeProtocolFault.self) { try DiscoveryDocument(xml: []) }
    }
}
