/// A place in a named file.
public struct FileLocation: Hashable, Comparable, Sendable {
    /// The file as it is shown.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column in Unicode scalars, from 1.
    public var column: Int

    /// Creates a place.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// Returns whether `left` stands before `right`: by file name, line, column.
    public static func < (left: FileLocation, right: FileLocation) -> Bool {
        (left.file, left.line, left.column) < (right.file, right.line, right.column)
    }
}

/// A fault or an oddity in what the user wrote: where, what, why, mend (behaviour B3).
public struct Diagnostic: Hashable, Sendable {
    /// How bad.
    public enum Severity: String, Sendable {
        /// The role is not started.
        case error
        /// The role is started all the same; `what` ends in ", ignoring".
        case warning
    }

    /// Stable, in camelCase; has a line in `docs/reference/diagnostics.md`.
    public var code: String
    /// How bad.
    public var severity: Severity
    /// Where; nil when it is about no file.
    public var location: FileLocation?
    /// What, beginning with "cannot".
    public var what: String
    /// Why it matters.
    public var why: String
    /// How to mend it.
    public var mend: String

    /// Creates a diagnostic.
    public init(
        code: String,
        severity: Severity = .error,
        location: FileLocation?,
        what: String,
        why: String,
        mend: String
    ) {
        self.code = code
        self.severity = severity
        self.location = location
        self.what = what
        self.why = why
        self.mend = mend
    }
}
