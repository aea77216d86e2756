import XMLText

/// Reads a text as UTF-8.
func read(_ text: String, limits: XMLReader.Limits = XMLReader.Limits()) throws(XMLError) -> XMLElement {
    try XMLReader.read(Array(text.utf8), limits: limits)
}

/// Returns why a text is refused, nil when it is not.
func fault(_ text: String, limits: XMLReader.Limits = XMLReader.Limits()) -> XMLError? {
    fault(Array(text.utf8), limits: limits)
}

/// Returns why a document is refused, nil when it is not.
func fault(_ bytes: [UInt8], limits: XMLReader.Limits = XMLReader.Limits()) -> XMLError? {
    do {
        _ = try XMLReader.read(bytes, limits: limits)
        return nil
    } catch {
        return error
    }
}

extension XMLElement {
    /// The same tree without its places.
    var withoutPlaces: XMLElement {
        let nowhere = SourceLocation(line: 0, column: 0)
        return XMLElement(
            name: name,
            attributes: attributes.map {
                XMLAttribute(name: $0.name, value: $0.value, location: nowhere, valueLocation: nowhere)
            },
            namespaceDeclarations: namespaceDeclarations,
            children: children.map {
                switch $0 {
                case .element(let element): .element(element.withoutPlaces)
                case .text(let text, _): .text(text, nowhere)
                }
            },
            location: nowhere
        )
    }

    /// The text of the children that are text.
    var text: String {
        children.map { if case .text(let text, _) = $0 { text } else { "" } }.joined()
    }

    /// The children that are elements.
    var elements: [XMLElement] {
        children.compactMap { if case .element(let element) = $0 { element } else { nil } }
    }

    /// The value of the attribute of this local name.
    func value(_ name: String) -> String? {
        attributes.first { $0.name.local == name }?.value
    }
}
