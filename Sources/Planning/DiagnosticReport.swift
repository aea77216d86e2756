import JSONText
import RoleModel

/// Diagnostics as programs read them.
public enum DiagnosticReport {
    /// Returns what `validate --json` prints, `"version": 1`.
    public static func json(_ diagnostics: [Diagnostic], isValid: Bool) -> String {
        JSON.object([
            ("version", .integer(1)),
            ("valid", .bool(isValid)),
            ("diagnostics", .array(diagnostics.map(\.json))),
        ]).document
    }
}
