/// Faults of elements and their attributes.
extension XMLError {
    static func notAName(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(written)' as a tag",
            "the name of an element must follow '<' or '</' at once, and it begins with a letter or '_'",
            "write '&lt;' for the character '<', or a name behind it",
            at: location
        )
    }

    static func unknownMarkup(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(written)'",
            "inside of an element '<!' begins only a comment '<!--' or a section '<![CDATA['",
            "write '&lt;' for the character '<', or complete the comment or section",
            at: location
        )
    }

    static func mismatchedEnd(
        _ name: String,
        open: String,
        openedAt start: SourceLocation,
        at location: SourceLocation
    ) -> XMLError {
        XMLError(
            code: .notWellFormed,
            location: location,
            what: "cannot close '<\(open)>' with '</\(name)>'",
            why: "'<\(open)>' begins at \(start.line):\(start.column), and is closed before anything around it",
            mend: "write '</\(open)>' here, or before this place where it belongs"
        )
    }

    static func malformedEndTag(_ name: String, rest: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(rest)' in the end tag '</\(name)'",
            "an end tag holds nothing but its name",
            "write '</\(name)>'",
            at: location
        )
    }

    static func unclosed(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end tag of '<\(name)>'",
            "the element is still open at the end of the file",
            "write '</\(name)>' where it ends; check that the file is not cut off",
            at: location
        )
    }

    static func unfinishedTag(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end of the tag '<\(name)'",
            "it goes on to the end of the file",
            "write '>' or '/>' where it ends; check that the file is not cut off",
            at: location
        )
    }

    static func notAnAttribute(_ written: String, element: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot understand '\(written)' in the tag '<\(element)'",
            "an attribute, '>' or '/>' is expected here",
            "write attributes as name=\"value\"; check the quotes of the one before",
            at: location
        )
    }

    static func attributesTouch(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use attribute '\(name)' without white space before it",
            "attributes are separated by white space",
            "write a space before '\(name)'; check the quotes of the attribute before",
            at: location
        )
    }

    static func attributeWithoutValue(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use attribute '\(name)' without a value",
            "XML has no attribute without '=' and a value",
            "write \(name)=\"…\"",
            at: location
        )
    }

    static func unquotedValue(_ written: String, of name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use '\(written)' as the value of attribute '\(name)'",
            "a value stands in quotes",
            "write \(name)=\"…\"",
            at: location
        )
    }

    static func lessThanInValue(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use '<' in the value of attribute '\(name)'",
            "'<' begins a tag; perhaps the closing quote is missing",
            "write '&lt;', or close the quote before it",
            at: location
        )
    }

    static func unfinishedValue(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end of the value of attribute '\(name)'",
            "it goes on to the end of the file",
            "write the closing quote where it ends",
            at: location
        )
    }

    static func duplicateAttribute(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use attribute '\(name)' twice in one tag",
            "it is not known which one is meant",
            "remove one of them",
            at: location
        )
    }

}
