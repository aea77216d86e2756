/// Finds attributes of one element that have the same name.
enum Duplicates {
    private struct ExpandedName: Hashable {
        var namespace: Verbatim?
        var local: Verbatim
    }

    /// Up to this many are compared each with each: quicker than hashing, and most elements have fewer.
    private static let few = 8

    /// Checks that no two attributes have the same namespace and local name.
    static func check(_ attributes: [XMLAttribute]) throws(XMLError) {
        if attributes.count <= few { return try checkFew(attributes) }
        var seen: [ExpandedName: Int] = [:]
        seen.reserveCapacity(attributes.count)
        for (index, attribute) in attributes.enumerated() {
            let name = ExpandedName(
                namespace: attribute.name.namespace.map(Verbatim.init),
                local: Verbatim(attribute.name.local)
            )
            if let first = seen.updateValue(index, forKey: name) { throw fault(attributes[first], attribute) }
        }
    }

    private static func checkFew(_ attributes: [XMLAttribute]) throws(XMLError) {
        for (index, attribute) in attributes.enumerated() {
            for earlier in attributes[..<index]
            where Verbatim(earlier.name.local) == Verbatim(attribute.name.local)
                && earlier.name.namespace.isVerbatim(attribute.name.namespace)
            {
                throw fault(earlier, attribute)
            }
        }
    }

    private static func fault(_ first: XMLAttribute, _ second: XMLAttribute) -> XMLError {
        if first.name.prefix.isVerbatim(second.name.prefix) {
            return .duplicateAttribute(Quotation.text(second.name.written), at: second.location)
        }
        return .sameExpandedName(
            Quotation.text(first.name.written),
            Quotation.text(second.name.written),
            namespace: Quotation.text(second.name.namespace ?? ""),
            at: second.location
        )
    }
}

extension XMLName {
    /// The name as written, prefix and colon included.
    var written: String { prefix.map { $0 + ":" + local } ?? local }
}
