extension Diagnostic: Error {}

extension Diagnostic: CustomStringConvertible {
    /// The diagnostic as a person reads it: `FILE:LINE:COLUMN: error: what [code]`, why, mend; three lines.
    public var rendered: String {
        let place = location.map { "\($0.file):\($0.line):\($0.column): " } ?? ""
        return """
            \(place)\(severity.rawValue): \(what) [\(code)]
              why:  \(why)
              mend: \(mend)
            """
    }

    /// The same as `rendered`.
    public var description: String { rendered }

    /// Creates a diagnostic of this room.
    public init(
        _ code: DiagnosticCode,
        severity: Severity = .error,
        at location: FileLocation?,
        what: String,
        why: String,
        mend: String
    ) {
        self.init(code: code.rawValue, severity: severity, location: location, what: what, why: why, mend: mend)
    }
}

extension Sequence where Element == Diagnostic {
    /// The diagnostics as a person reads them, one below the other.
    public var rendered: String {
        map(\.rendered).joined(separator: "\n")
    }
}

/// Returns what was written, in single quotes, fit for a terminal: control characters escaped, long texts cut.
func quoted(_ written: String, limit: Int = 80) -> String {
    var shown = ""
    for (count, scalar) in written.unicodeScalars.enumerated() {
        guard count < limit else { return "'\(shown)…'" }
        switch scalar {
        case "\n": shown += "\\n"
        case "\r": shown += "\\r"
        case "\t": shown += "\\t"
        case _ where isInvisible(scalar): shown += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return "'\(shown)'"
}

/// Returns whether a terminal would obey the character, or the reader not see it.
private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    default: false
    }
}
