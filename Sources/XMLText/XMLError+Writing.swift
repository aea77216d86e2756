/// Faults of a tree that is to be written.
extension XMLError {
    static func unwritable(_ scalar: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot write the character '\(scalar)'",
            "XML 1.0 has no way to write it, not even as a reference",
            "remove it, or encode the value, for example in Base64",
            at: location
        )
    }

    static func unwritableName(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot write the name '\(name)'",
            "a name begins with a letter or '_' and goes on with letters, digits, '-', '.' and '_'",
            "choose another name",
            at: location
        )
    }

    static func nameBeyondASCII(_ name: String, at location: SourceLocation) -> XMLError {
        malformed(
            "cannot write the name '\(name)' in ASCII",
            "a name can hold no character reference",
            "choose a name in ASCII, or write the document in UTF-8",
            at: location
        )
    }

    static func otherNamespace(_ name: XMLName, meant: String?, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .namespaceFault,
            location: location,
            what:
                "cannot write '\(Quotation.text(name.written))' of namespace '\(Quotation.text(name.namespace ?? ""))'",
            why: "written there it would belong to '\(Quotation.text(meant ?? ""))'",
            mend: "declare the namespace on this element or on one around it, or correct the name"
        )
    }
}
