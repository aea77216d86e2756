extension XMLError {
    /// Creates an error about what is not well-formed.
    static func malformed(
        _ what: String,
        _ why: String,
        _ mend: String,
        at location: SourceLocation
    ) -> XMLError {
        XMLError(code: .notWellFormed, location: location, what: what, why: why, mend: mend)
    }
}
