import RuntimeProtocol
import Testing

@Suite struct StatusLeaseReportTests {
    private static let node =
        #"<?xml version="1.0" encoding="utf-8" standalone="yes"?><CurrentState><StatusLease ClientId="ID"><Acquire><Incarnation>1</Incarnation><Status>Busy</Status><StatusDetail>Busy</StatusDetail><Expiration>2026-03-01T10:01:00.000Z</Expiration></Acquire></StatusLease></CurrentState>"#

    /// The forms of §3: with and without `standalone`, upper and lower case, without encoding, with line ends, indented.
    private static let forms = [
        node,
        #"<?xml version="1.0" encoding="UTF-8" standalone="no"?><CurrentState><StatusLease ClientId="ID"><Acquire><Incarnation>1</Incarnation><Status>Busy</Status><Expiration>2026-03-01T10:01:00.000Z</Expiration></Acquire></StatusLease></CurrentState>"#,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + #"<CurrentState><StatusLease ClientId="ID"><Acquire><Incarnation>1</Incarnation><Status>Busy</Status><Expiration>2026-03-01T10:01:00.0000000Z</Expiration></Acquire></StatusLease></CurrentState>"#
            + "\n",
        """
        <?xml version="1.0"?>
        <CurrentState>
          <StatusLease ClientId="ID">
            <Acquire>
              <Incarnation>1</Incarnation>
              <Status>Busy</Status>
              <StatusDetail>Busy</StatusDetail>
              <Expiration>2026-03-01T10:01:00.000Z</Expiration>
            </Acquire>
          </StatusLease>
        </CurrentState>

        """,
        #"<CurrentState xmlns="urn:any"><StatusLease ClientId='ID'><Acquire><Expiration>2026-03-01T10:01:00Z</Expiration><Status>Busy</Status><Incarnation>1</Incarnation></Acquire></StatusLease></CurrentState>"#,
    ]

    @Test(arguments: forms)
    func `every client's form is read`(form: String) throws {
        let report = try StatusLeaseReport(xml: Array(form.utf8))
        #expect(report.clientID == "ID")
        guard case .acquire(let lease) = report.change else { return #expect(Bool(false), "no lease") }
        #expect(lease.incarnation == 1)
        #expect(lease.status == .busy)
        #expect(lease.expiration == RuntimeInstant("2026-03-01T10:01:00Z"))
    }

    @Test(arguments: [#"<Release/>"#, "<Release></Release>", "\n  <Release />\n"])
    func `a release is read`(element: String) throws {
        let form = "<CurrentState><StatusLease ClientId=\"4d1e8a0b2c3f5\">\(element)</StatusLease></CurrentState>"
        let report = try StatusLeaseReport(xml: Array(form.utf8))
        #expect(report == StatusLeaseReport(clientID: "4d1e8a0b2c3f5", change: .release))
    }

    @Test func `a report is written as Node writes it, and reads back`() throws {
        let expiration = try #require(RuntimeInstant("2026-03-01T10:01:00Z"))
        let lease = StatusLease(incarnation: 1, status: .busy, detail: "Busy", expiration: expiration)
        let report = StatusLeaseReport(clientID: "ID", change: .acquire(lease))
        #expect(String(decoding: report.xml(), as: UTF8.self) == Self.node)
        let recycle = StatusLease(incarnation: .max, status: .recycle)
        for change in [StatusLeaseReport.Change.release, .acquire(lease), .acquire(recycle)] {
            let report = StatusLeaseReport(clientID: "a\"&<Ω\n>", change: change)
            let again = try StatusLeaseReport(xml: report.xml())
            #expect(again.clientID == report.clientID)
            #expect(again.xml() == report.xml())
        }
    }

    @Test(arguments: [
        "", "garbage", "<CurrentState/>", "<CurrentState><StatusLease/></CurrentState>", "<GoalState/>",
        "<CurrentState><StatusLease ClientId=\"\"><Release/></StatusLease></CurrentState>",
        "<CurrentState><StatusLease ClientId=\"a\"/></CurrentState>",
        "<!DOCTYPE CurrentState [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><CurrentState/>",
        "<CurrentState><StatusLease ClientId=\"a\"><Acquire/></StatusLease></CurrentState>",
        forms[0].replacing("Busy</Status>", with: "Ready</Status>"), forms[0].replacing(">1<", with: ">one<"),
        forms[0].replacing("2026-03-01T10:01:00.000Z", with: "tomorrow"), forms[0] + forms[0],
        forms[0].replacing("\"ID\"", with: "\"\(String(repeating: "x", count: 257))\""),
        String(forms[0].dropLast(3)),
    ])
    func `what is no report is refused with a reason`(text: String) {
        let fault = #expect(throws: RuntimeProtocolFault.self) { try StatusLeaseReport(xml: Array(text.utf8)) }
        #expect(fault?.description.hasPrefix("cannot read the CurrentState document: ") == true)
    }

    @Test(arguments: [1, 2, 5, 16, 100_000])
    func `several documents in one read are cut apart, whatever pieces they come in`(size: Int) throws {
        let stream = Array((Self.forms + ["\n\n"] + Self.forms).joined().utf8)
        var splitter = CurrentStateSplitter()
        var documents: [[UInt8]] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            documents += try splitter.receive(stream[start..<min(start + size, stream.count)])
        }
        #expect(splitter.finish() == nil)
        #expect(documents.count == 2 * Self.forms.count)
        for document in documents { #expect(throws: Never.self) { try StatusLeaseReport(xml: document) } }
    }

    @Test(
        arguments: ["<a>", "\u{0}\u{1}", "<?xml version=\"1.0\"?><CurrentState><StatusLease", "</CurrentState"],
        forms
    )
    func `garbage before a report is cut off, and the report is read`(garbage: String, form: String) throws {
        var splitter = CurrentStateSplitter()
        let documents = try splitter.receive((garbage + form).utf8)
        // Without a declaration a report can not be told from one that was begun before it.
        try #require(documents.count == 2 || !form.hasPrefix("<?xml"))
        #expect(throws: RuntimeProtocolFault.self) { try StatusLeaseReport(xml: documents[0]) }
        if documents.count == 2 { #expect(try StatusLeaseReport(xml: documents[1]).clientID == "ID") }
    }

    @Test func `a byte order mark is no garbage`() throws {
        var splitter = CurrentStateSplitter()
        let documents = try splitter.receive([0xEF, 0xBB, 0xBF] + Array(Self.node.utf8))
        #expect(try documents.map { try StatusLeaseReport(xml: $0).clientID } == ["ID"])
    }

    @Test func `white space inside the end tag ends a document, too`() throws {
        var splitter = CurrentStateSplitter()
        #expect(try splitter.receive("<CurrentState></CurrentState\n >".utf8).count == 1)
        #expect(!splitter.isInDocument)
    }

    @Test func `what is left at the end of file is a document of its own`() throws {
        var splitter = CurrentStateSplitter()
        #expect(try splitter.receive("<CurrentState/>".utf8) == [])
        #expect(splitter.finish() == Array("<CurrentState/>".utf8))
        #expect(splitter.finish() == nil)
    }

    @Test func `a document without end is given up at its limit, and the next one is read`() throws {
        var splitter = CurrentStateSplitter(limit: 1_000)
        #expect(throws: RuntimeProtocolFault.self) { try splitter.receive(repeatElement(0x61, count: 1_001)) }
        #expect(try splitter.receive(Self.node.utf8).count == 1)
    }

    @Test func `megabytes of white space or of open tags hold no memory`() throws {
        var splitter = CurrentStateSplitter()
        let spaces = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<2 { #expect(try splitter.receive(spaces) == []) }
        #expect(!splitter.isInDocument)
        #expect(throws: RuntimeProtocolFault.self) { try splitter.receive([UInt8](repeating: 0x3C, count: 1 << 20)) }
    }
}
