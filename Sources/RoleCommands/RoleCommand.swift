import RuntimeClient
import RuntimeProtocol

/// `wahostbootstrapper role …`: the runtime endpoint for scripts and for every other language.
public enum RoleCommand {
    /// Does what the words behind `role` ask for.
    ///
    /// Waits for the endpoint, so it is for a process of its own. No Foundation, no Dispatch, no thread.
    ///
    /// - Parameters:
    ///   - words: what stands behind `role`.
    ///   - environment: where `WaRuntimeEndpoint` is looked for.
    ///   - say: takes the answer, with its line ends; for standard output.
    ///   - complain: takes messages, with their line ends; for standard error.
    /// - Returns: the exit code, one of `RoleExitCode`.
    public static func run(
        words: [String],
        environment: [String: String],
        say: (String) -> Void,
        complain: (String) -> Void
    ) -> Int32 {
        let code: RoleExitCode
        do {
            code = try perform(RoleRequest(words), environment, say)
        } catch {
            complain(error.text)
            code = error.code
        }
        return code.rawValue
    }

    private static func perform(
        _ request: RoleRequest,
        _ environment: [String: String],
        _ say: (String) -> Void
    ) throws(RoleCommandFault) -> RoleExitCode {
        if case .help = request {
            say(RoleHelp.text)
            return .done
        }
        if let client = request.client, client.utf8.count > StatusLeaseReport.longestClientID {
            throw .usage("cannot use --client: its name has more than \(StatusLeaseReport.longestClientID) bytes")
        }
        let endpoint = try RoleEndpoint(environment, clientID: request.client ?? ClientIdentity.ofThisScript())
        return try endpoint.perform(request, say)
    }
}
