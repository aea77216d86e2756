import RuntimeProtocol
import Testing

@Suite struct GoalStateTests {
    private let state = GoalState(
        incarnation: 1,
        expectedState: .started,
        roleEnvironmentPath: "/run/wa/mill_0/role.xml",
        currentStateEndpoint: "/run/wa/mill_0/state.sock"
    )

    @Test func `the chunk is the one of the transcript, byte for byte`() {
        let document =
            #"<?xml version="1.0" encoding="utf-8"?><GoalState xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><Incarnation>1</Incarnation><ExpectedState>Started</ExpectedState><RoleEnvironmentPath>/run/wa/mill_0/role.xml</RoleEnvironmentPath><CurrentStateEndpoint>/run/wa/mill_0/state.sock</CurrentStateEndpoint><Deadline>9999-12-31T23:59:59.9999999</Deadline></GoalState>"#
        #expect(String(decoding: state.chunk(), as: UTF8.self) == "19a\r\n" + document + "\r\n")
    }

    @Test func `a goal state reads back, with a deadline and odd paths`() throws {
        var odd = state
        odd.expectedState = .stopped
        odd.incarnation = .max
        odd.roleEnvironmentPath = "/Mühle\r\n & <role>.xml"
        odd.deadline = RuntimeInstant(secondsSinceEpoch: 1_772_359_260, nanoseconds: 123_456_700)
        #expect(odd.xml().allSatisfy { (0x20...0x7E).contains($0) })
        #expect(try GoalState(xml: odd.xml()) == odd)
        #expect(try GoalState(xml: state.xml()) == state)
    }

    @Test func `Ruby's pretty-printed form reads back`() throws {
        let written = """
            <?xml version="1.0" encoding="utf-8"?>
            <GoalState xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
              <Incarnation> 1 </Incarnation>
              <ExpectedState>Started</ExpectedState>
              <RoleEnvironmentPath>/run/wa/mill_0/role.xml</RoleEnvironmentPath>
              <CurrentStateEndpoint>/run/wa/mill_0/state.sock</CurrentStateEndpoint>
              <Deadline>9999-12-31T23:59:59.9999999</Deadline>
            </GoalState>
            """
        #expect(try GoalState(xml: Array(written.utf8)) == state)
    }

    @Test(arguments: ["", "-1", "18446744073709551616", "x"])
    func `an incarnation that is no number is refused`(number: String) {
        let written =
            "<GoalState><Incarnation>\(number)</Incarnation><ExpectedState>Started</ExpectedState></GoalState>"
        #expect(throws: RuntimeProtocolFault.self) { try GoalState(xml: Array(written.utf8)) }
    }
}
