import RuntimeClient

/// Why a command ends without an answer.
struct RoleCommandFault: Error, Hashable {
    /// What the program exits with.
    let code: RoleExitCode
    /// What is said, without the program's name and the line end.
    let message: String

    init(_ code: RoleExitCode, _ message: String) {
        self.code = code
        self.message = message
    }

    /// A command line that is wrong: what, and why.
    static func usage(_ message: String) -> Self { Self(.usage, message) }

    /// The text for standard error.
    var text: String {
        let hint = code == .usage ? "\nsee: wahostbootstrapper role --help" : ""
        return "wahostbootstrapper: \(message)\(hint)\n"
    }

    /// Names what there is instead, because most of these are misspellings.
    static func absent(_ kind: String, _ name: String, among names: [String], mend: String) -> Self {
        let known = names.isEmpty ? "there is none" : "there is " + names.map { "'\($0)'" }.joined(separator: ", ")
        return Self(.absent, "cannot find \(kind) '\(name)': \(known); \(mend)")
    }
}

extension RoleCommandFault {
    init(_ failure: RuntimeClientFailure) {
        let code: RoleExitCode =
            switch failure.kind {
            case .notInRole, .unreachable: .noEndpoint
            case .late: .timedOut
            case .versionNotSupported, .malformed: .notUnderstood
            }
        self.init(code, failure.description)
    }
}
