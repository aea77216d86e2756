/// Faults of size.
extension XMLError {
    static func tooManyBytes(_ count: Int?, limit: Int) -> XMLError {
        exceeded(
            "cannot read a document of \(count.map { "\($0)" } ?? "more than \(limit)") bytes",
            "at most \(limit) bytes are read, so that no file can use up the memory",
            "check that this is the right file, and make it smaller",
            at: SourceLocation(line: 1, column: 1)
        )
    }

    static func tooDeep(_ name: String, limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot open '<\(name)>' inside of \(limit) elements",
            "at most \(limit) elements may stand inside each other",
            "check for end tags that are missing before this place",
            at: location
        )
    }

    static func tooManyElements(_ name: String, limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot read '<\(name)>' after \(limit) other elements",
            "at most \(limit) elements are read, so that no file can use up the memory",
            "check that this is the right file, and make it smaller",
            at: location
        )
    }

    static func tooManyAttributes(
        _ name: String,
        element: String,
        limit: Int,
        at location: SourceLocation
    ) -> XMLError {
        exceeded(
            "cannot read attribute '\(name)' after \(limit) others of '<\(element)>'",
            "at most \(limit) attributes and namespace declarations are read for one element",
            "remove attributes",
            at: location
        )
    }

    static func tooManyAttributes(_ name: String, limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot read attribute '\(name)' after \(limit) others in this document",
            "at most \(limit) attributes are read, so that no file can use up the memory",
            "check that this is the right file, and make it smaller",
            at: location
        )
    }

    static func nameTooLong(_ name: String, limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot read the name '\(name)'",
            "a name has at most \(limit) bytes, and this one is longer",
            "write a shorter name; a quote or a space may be missing",
            at: location
        )
    }

    static func valueTooLong(_ name: String, limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot read the value of attribute '\(name)'",
            "a value has at most \(limit) bytes, and this one is longer",
            "write a shorter value; its closing quote may be missing",
            at: location
        )
    }

    static func textTooLong(limit: Int, at location: SourceLocation) -> XMLError {
        exceeded(
            "cannot read the text that begins here",
            "text without an element in it has at most \(limit) bytes, and this is longer",
            "write a shorter text, or keep it in a file of its own",
            at: location
        )
    }

    private static func exceeded(
        _ what: String,
        _ why: String,
        _ mend: String,
        at location: SourceLocation
    ) -> XMLError {
        XMLError(code: .limitExceeded, location: location, what: what, why: why, mend: mend)
    }
}
