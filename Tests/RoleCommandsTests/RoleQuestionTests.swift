import RoleModel
import RuntimeTesting
import Testing

/// `role get`: the answer alone on standard output.
@Suite struct RoleQuestionTests {
    private let endpoint: TestEndpoint

    init() throws { endpoint = try TestEndpoint() }

    @Test(.timeLimit(.minutes(1))) func `a setting is its value and a line end, even when it is empty`() {
        let setting = Spoken(["get", "setting", "Queue Name"], endpoint.environment)
        #expect(setting.output == "grain \"fine\" & ümlaut\n")
        #expect(setting.code == 0 && setting.complaint.isEmpty)
        #expect(Spoken("get setting Empty", endpoint).output == "\n")
    }

    @Test(.timeLimit(.minutes(1))) func `a setting that is not there is exit code 1 and names those that are`() {
        let missing = Spoken("get setting queue", endpoint)
        #expect(missing.code == 1)
        #expect(missing.output.isEmpty)
        #expect(
            missing.complaint == "wahostbootstrapper: cannot find setting 'queue': there is 'Queue Name', 'Empty'; "
                + "declare it in ServiceDefinition.csdef and give it a value in ServiceConfiguration.cscfg\n"
        )
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("get endpoint TcpIn", "10.20.0.4:20001\n"),
            ("get endpoint Peer", "[fd00::4]:7100\n"),
            ("get endpoint TcpIn --port", "20001\n"),
            ("get endpoint Peer --address", "fd00::4\n"),
            ("get endpoint --protocol Peer", "http\n"),
            ("get endpoint Gossip --role Front", "10.20.0.9:7400\n"),
            ("get endpoint Peer --role Mill --port", "7100\n7100\n"),
            ("get endpoint Peer --instance=Mill_IN_1", "10.20.0.5:7100\n"),
            ("get endpoint TcpIn --role Mill --instance Mill_IN_0", "10.20.0.4:20001\n"),
            ("get endpoints", "Mill_IN_0\tTcpIn\t10.20.0.4:20001\ttcp\nMill_IN_0\tPeer\t[fd00::4]:7100\thttp\n"),
            ("get resource Scratch", "/var/lib/wa/3f1c9a70.Mill.Scratch/\n"),
            ("get resource Scratch --path", "/var/lib/wa/3f1c9a70.Mill.Scratch/\n"),
            ("get resource Scratch --size", "512\n"),
            ("get instance", "Mill_IN_0\n"),
            ("get instance --role-name", "Mill\n"),
            ("get instance --fault-domain", "0\n"),
            ("get instance --update-domain", "3\n"),
            ("get instances", "Mill_IN_0\tMill\t0\t3\nMill_IN_1\tMill\t1\t1\nFront_IN_0\tFront\t0\t0\n"),
            ("get instances --role Front", "Front_IN_0\tFront\t0\t0\n"),
            ("get deployment", "3f1c9a70\n"),
            ("get deployment --emulated", "false\n"),
            ("get incarnation", "1000\n"),
        ]
    )
    func `every question has its answer`(words: String, answer: String) {
        let spoken = Spoken(words, endpoint)
        #expect(spoken.output == answer)
        #expect(spoken.code == 0)
        #expect(spoken.complaint.isEmpty)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("get settings --json", #"{"Queue Name":"grain \"fine\" & ümlaut","Empty":""}"#),
            (
                "get resource Scratch --json",
                #"{"name":"Scratch","path":"/var/lib/wa/3f1c9a70.Mill.Scratch/","sizeInMB":512}"#
            ),
            (
                "get endpoint TcpIn --json",
                #"[{"role":"Mill","instance":"Mill_IN_0","name":"TcpIn","address":"10.20.0.4","port":20001,"protocol":"tcp"}]"#
            ),
            ("get deployment --json", #"{"id":"3f1c9a70","emulated":false}"#),
            (
                "get instances --role Front --json",
                #"[{"id":"Front_IN_0","role":"Front","faultDomain":0,"updateDomain":0,"endpoints":[{"role":"Front","#
                    + #""instance":"Front_IN_0","name":"Gossip","address":"10.20.0.9","port":7400,"protocol":"tcp"}]}]"#
            ),
        ]
    )
    func `JSON has everything in one line`(words: String, answer: String) {
        #expect(Spoken(words, endpoint).output == answer + "\n")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "get endpoint Gossip", "get endpoint TcpIn --role Front", "get endpoint Peer --role None",
            "get endpoint Peer --instance Mill_IN_7", "get resource None", "get instances --role None",
        ]
    )
    func `what is not there is exit code 1 and nothing on standard output`(words: String) {
        let spoken = Spoken(words, endpoint)
        #expect(spoken.code == 1)
        #expect(spoken.output.isEmpty)
        #expect(spoken.complaint.hasPrefix("wahostbootstrapper: cannot find "))
    }

    @Test(.timeLimit(.minutes(1))) func `over FIFOs it is the same`() throws {
        let fifos = try TestEndpoint(.fifos)
        for _ in 0..<5 { #expect(Spoken("get instance", fifos).output == "Mill_IN_0\n") }
    }
}
