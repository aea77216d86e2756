import Glibc
import RoleCommands

/// `wahostbootstrapper role …` alone: what the commands cost, and what scripts under test call.
@main enum Probe {
    static func main() {
        var environment: [String: String] = [:]
        if let endpoint = getenv("WaRuntimeEndpoint") { environment["WaRuntimeEndpoint"] = String(cString: endpoint) }
        let words = Array(CommandLine.arguments.dropFirst(CommandLine.arguments.dropFirst().first == "role" ? 2 : 1))
        exit(
            RoleCommand.run(
                words: words,
                environment: environment,
                say: { write($0, to: STDOUT_FILENO) },
                complain: { write($0, to: STDERR_FILENO) }
            )
        )
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
    }
}
