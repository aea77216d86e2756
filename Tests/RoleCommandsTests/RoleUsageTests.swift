import Foundation
import Testing

/// Command lines that can not be understood, and where there is no role.
@Suite struct RoleUsageTests {
    @Test(
        arguments: [
            ("", "cannot do role: it needs a command: get, set-status, clear-status, request-recycle and wait"),
            ("fly", "cannot do role 'fly': the commands are get, set-status, clear-status, request-recycle and wait"),
            (
                "get colour",
                "cannot get 'colour': there is setting, settings, endpoint, endpoints, resource, resources, "
                    + "instance, instances, deployment and incarnation"
            ),
            ("get setting", "cannot do role get setting: it needs a name"),
            ("get setting a b", "cannot use 'b': role get setting takes one name (quote one that has blanks)"),
            ("get setting --json a", "cannot use option '--json': role get setting does not know it"),
            ("get instance x", "cannot use 'x': role get instance takes no name"),
            ("get endpoint a --port --address", "cannot use '--address' and '--port' together"),
            ("get endpoint a --port --json", "cannot use '--port' and '--json' together: JSON has everything in it"),
            ("get endpoint a --port=1", "cannot use '--port=1': option '--port' takes no value"),
            ("get endpoint a --role", "cannot use option '--role': it needs a value"),
            ("get endpoint a --role b --role c", "cannot use option '--role' twice"),
            ("set-status", "cannot do role set-status: it needs ready, busy or stopped"),
            ("set-status tired", "cannot set status 'tired': write ready, busy or stopped"),
            (
                "set-status busy --for long",
                "cannot use 'long' for --for: write a time such as 500ms, 30s, 5m, 1h or 30"
            ),
            ("set-status busy --for -1s", "cannot use '-1s' for --for: write a time such as 500ms, 30s, 5m, 1h or 30"),
            ("set-status stopped --for 1s", "cannot use '--for' with stopped: it holds for ever"),
            ("wait", "cannot do role wait: it needs to know for what: changed or stopping"),
            ("wait rain", "cannot wait for 'rain': write changed or stopping"),
            ("wait changed --since x", "cannot use 'x' for --since: write what 'role get incarnation' printed"),
        ]
    )
    func `a faulty line is told and is exit code 64`(line: String, message: String) {
        let spoken = Spoken(line.split(separator: " ").map(String.init), [:])
        #expect(spoken.code == 64)
        #expect(spoken.complaint == "wahostbootstrapper: \(message)\nsee: wahostbootstrapper role --help\n")
        #expect(spoken.output.isEmpty)
    }

    @Test func `a name that begins with dashes is asked for behind two dashes`() {
        #expect(Spoken(["get", "setting", "--", "--help"], [:]).code == 69)
    }

    @Test func `outside a role it is exit code 69 and says what is missing`() {
        let spoken = Spoken(["get", "instance"], [:])
        #expect(spoken.code == 69)
        #expect(
            spoken.complaint.hasPrefix("wahostbootstrapper: cannot find the runtime endpoint: WaRuntimeEndpoint is")
        )
        #expect(Spoken(["get", "instance"], ["WaRuntimeEndpoint": "/nowhere"]).code == 69)
        #expect(Spoken(["set-status", "busy", "--client", String(repeating: "x", count: 257)], [:]).code == 64)
    }

    @Test func `what does not speak the protocol is exit code 76`() {
        #expect(Spoken(["get", "instance"], ["WaRuntimeEndpoint": #filePath]).code == 76)
    }

    @Test(arguments: ["--help", "get --help", "set-status busy --help", "help", "wait -h"])
    func `help is the golden text, whatever stands beside it`(line: String) throws {
        let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "help.txt")
        let spoken = Spoken(line.split(separator: " ").map(String.init), [:])
        #expect(spoken.code == 0)
        #expect(spoken.output == (try String(contentsOf: golden, encoding: .utf8)))
    }
}
