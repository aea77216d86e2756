import Planning
import RoleModel

/// `validate` and `plan`: they read, judge and show, and start nothing.
enum Inspection {
    /// Runs `validate`.
    ///
    /// Diagnostics go to `complain`, the result to `say`; with `--json` everything goes to `say`.
    static func validate(
        _ options: InputOptions,
        json: Bool,
        system: SystemFacts,
        say: (String) -> Void,
        complain: (String) -> Void
    ) -> ExitCode {
        let outcome = PreparedRole.prepare(options, system: system) { _ in 0 }
        let code = outcome.exitCode ?? .success
        if json {
            say(DiagnosticReport.json(outcome.diagnostics, isValid: code == .success))
            return code
        }
        for diagnostic in outcome.diagnostics { complain(diagnostic.rendered + "\n") }
        if code == .success, let role = outcome.role { say(summary(of: role) + "\n") }
        if !outcome.diagnostics.isEmpty { complain(count(outcome.diagnostics) + "\n") }
        return code
    }

    /// Runs `plan`.
    static func plan(
        _ options: InputOptions,
        json: Bool,
        system: SystemFacts,
        say: (String) -> Void,
        complain: (String) -> Void
    ) -> ExitCode {
        let ports = FreePorts()
        let outcome = PreparedRole.prepare(options, system: system) { ports.port(of: $0) }
        if let role = outcome.role { say(json ? role.plan.json() : role.plan.text()) }
        for diagnostic in outcome.diagnostics { complain(diagnostic.rendered + "\n") }
        return outcome.exitCode ?? .success
    }

    private static func summary(of role: PreparedRole) -> String {
        let tasks = role.plan.tasks.count
        let host = role.plan.host == nil ? "no entry point" : "host \(role.hostKind.rawValue)"
        return "valid: role '\(role.plan.roleName)', \(tasks) startup task\(tasks == 1 ? "" : "s"), \(host)"
    }

    private static func count(_ diagnostics: [Diagnostic]) -> String {
        let errors = diagnostics.count { $0.severity == .error }
        let warnings = diagnostics.count - errors
        let words = [(errors, "error"), (warnings, "warning")].filter { $0.0 > 0 }
        return words.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
    }
}
