import RoleCommands
import RuntimeTesting

/// What one command said.
struct Spoken: Equatable {
    var code: Int32
    var output = ""
    var complaint = ""

    init(_ words: [String], _ environment: [String: String]) {
        var output = ""
        var complaint = ""
        code = RoleCommand.run(
            words: words,
            environment: environment,
            say: { output += $0 },
            complain: { complaint += $0 }
        )
        self.output = output
        self.complaint = complaint
    }

    /// Says it to an endpoint.
    init(_ line: String, _ endpoint: TestEndpoint) {
        self.init(line.split(separator: " ").map(String.init), endpoint.environment)
    }
}
