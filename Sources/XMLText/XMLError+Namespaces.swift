/// Faults against Namespaces in XML 1.0.
extension XMLError {
    static func colons(in name: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot use the name '\(name)'",
            "a colon separates a prefix from a name, so there may be one, with a name on both sides",
            "write 'prefix:name', or a name without a colon",
            at: location
        )
    }

    static func unboundPrefix(_ prefix: String, in name: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot use the prefix '\(prefix)' of '\(name)'",
            "no namespace is declared for it here",
            "write xmlns:\(prefix)=\"…\" on this element or on one around it, or remove the prefix",
            at: location
        )
    }

    static func reservedPrefix(_ prefix: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot declare the prefix '\(prefix)'",
            "its meaning is fixed by XML itself",
            "choose another prefix",
            at: location
        )
    }

    static func reservedNamespace(_ namespace: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot declare a prefix for '\(namespace)'",
            "this namespace belongs to the prefixes 'xml' and 'xmlns' alone",
            "remove the declaration; 'xml:' can be used without one",
            at: location
        )
    }

    static func emptyNamespace(_ prefix: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot declare the prefix '\(prefix)' for ''",
            "only the default namespace can be taken away; a prefix needs a namespace",
            "write the namespace between the quotes, or remove xmlns:\(prefix)",
            at: location
        )
    }

    static func sameExpandedName(
        _ first: String,
        _ second: String,
        namespace: String,
        at location: SourceLocation
    ) -> XMLError {
        fault(
            "cannot use both attributes '\(first)' and '\(second)'",
            "both prefixes stand for the namespace '\(namespace)', so they are one attribute written twice",
            "remove one of them",
            at: location
        )
    }

    static func colonInTarget(_ target: String, at location: SourceLocation) -> XMLError {
        fault(
            "cannot use the name '\(target)' for a processing instruction",
            "these have no namespace, so their names have no colon",
            "remove the colon, or the whole instruction",
            at: location
        )
    }

    private static func fault(
        _ what: String,
        _ why: String,
        _ mend: String,
        at location: SourceLocation
    ) -> XMLError {
        XMLError(code: .namespaceFault, location: location, what: what, why: why, mend: mend)
    }
}
