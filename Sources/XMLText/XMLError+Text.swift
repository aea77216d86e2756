/// Faults of text and references.
extension XMLError {
    static func endOfCharacterData(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use ']]>' in text",
            "XML keeps it for the end of a CDATA section",
            "write ']]&gt;', or '<![CDATA[' where the section begins",
            at: location
        )
    }

    static func unfinishedCharacterData(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot find the end of this CDATA section",
            "it goes on to the end of the file",
            "write ']]>' where it ends",
            at: location
        )
    }

    static func bareAmpersand(at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use '&' as it is",
            "'&' begins a reference such as '&lt;' or '&#10;'",
            "write '&amp;'",
            at: location
        )
    }

    static func unfinishedReference(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot read the reference '\(written)'",
            "a reference ends with ';'",
            "write ';' behind it, or '&amp;' if '&' itself is meant",
            at: location
        )
    }

    static func unknownEntity(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot resolve the entity '&\(name);'",
            "entities are declared in a document type, which is refused here; only lt, gt, amp, apos and quot are known",
            "write the character itself, or its number as '&#…;'; write '&amp;' if '&' itself is meant",
            at: location
        )
    }

    static func malformedCharacterReference(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot read the character reference '\(written)'",
            "it is written '&#', a decimal number and ';', or '&#x', a hexadecimal number and ';'",
            "write for example '&#10;' or '&#xA;'",
            at: location
        )
    }

    static func forbiddenReference(_ written: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot use the character '\(written)'",
            "XML 1.0 has no such character: no control characters but tab, line feed and carriage return, no surrogates",
            "remove it; XML has no way to write it",
            at: location
        )
    }

}
