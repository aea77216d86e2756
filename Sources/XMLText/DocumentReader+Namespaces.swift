extension DocumentReader {
    /// Binds what a start tag declares, looks every prefix up and returns the element.
    mutating func resolve(
        _ name: Range<Int>,
        _ attributes: [RawAttribute],
        at location: SourceLocation
    ) throws(XMLError) -> XMLElement {
        var element = XMLElement(name: XMLName(local: ""), location: location)
        try declareNamespaces(attributes, in: &element)
        element.name = try resolve(name, isElement: true, at: location)
        guard attributes.count > element.namespaceDeclarations.count else { return element }
        element.attributes.reserveCapacity(attributes.count - element.namespaceDeclarations.count)
        for attribute in attributes where !isNamespaceDeclaration(attribute.name) {
            element.attributes.append(
                XMLAttribute(
                    name: try resolve(attribute.name, isElement: false, at: attribute.location),
                    value: attribute.value,
                    location: attribute.location,
                    valueLocation: attribute.valueLocation
                )
            )
        }
        try Duplicates.check(element.attributes)
        return element
    }

    private func isNamespaceDeclaration(_ name: Range<Int>) -> Bool {
        matches("xmlns", at: name.lowerBound) && (name.count == 5 || byte(at: name.lowerBound + 5) == 0x3A)
    }

    private mutating func declareNamespaces(
        _ attributes: [RawAttribute],
        in element: inout XMLElement
    ) throws(XMLError) {
        let mark = scope.mark
        for attribute in attributes where isNamespaceDeclaration(attribute.name) {
            let colon = try checkQualifiedName(attribute.name, at: attribute.location)
            let prefix = colon.map { string($0 + 1..<attribute.name.upperBound) }
            let declaration = XMLNamespaceDeclaration(prefix: prefix, namespace: attribute.value)
            try NamespaceRules.check(declaration, at: attribute.location)
            guard scope.bind(declaration, since: mark) else {
                throw .duplicateAttribute(quote(attribute.name), at: attribute.location)
            }
            element.namespaceDeclarations.append(declaration)
        }
    }

    private mutating func resolve(
        _ name: Range<Int>,
        isElement: Bool,
        at location: SourceLocation
    ) throws(XMLError) -> XMLName {
        guard let colon = try checkQualifiedName(name, at: location) else {
            return XMLName(namespace: isElement ? scope.defaultNamespace : nil, local: string(name))
        }
        let prefix = string(name.lowerBound..<colon)
        guard let namespace = scope.namespace(of: prefix) else {
            throw .unboundPrefix(Quotation.text(prefix), in: quote(name), at: location)
        }
        return XMLName(namespace: namespace, prefix: prefix, local: string(colon + 1..<name.upperBound))
    }

    /// Returns where the one colon of a name stands, nil for none.
    private mutating func checkQualifiedName(
        _ name: Range<Int>,
        at location: SourceLocation
    ) throws(XMLError) -> Int? {
        let written = bytes[name]
        guard let colon = written.firstIndex(of: 0x3A) else { return nil }
        let local = scalar(at: colon + 1).value
        guard colon > name.lowerBound, colon + 1 < name.upperBound, local.isNameStart,
            !written[(colon + 1)...].contains(0x3A)
        else { throw .colons(in: quote(name), at: location) }
        return colon
    }
}
