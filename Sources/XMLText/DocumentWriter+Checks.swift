extension DocumentWriter {
    /// Binds the namespaces that an element declares.
    mutating func bind(_ element: XMLElement) throws(XMLError) {
        let mark = scope.mark
        for declaration in element.namespaceDeclarations {
            try NamespaceRules.check(declaration, at: element.location)
            if let prefix = declaration.prefix { try checkName(prefix, at: element.location) }
            guard scope.bind(declaration, since: mark) else {
                let name = declaration.prefix.map { "xmlns:" + $0 } ?? "xmlns"
                throw .duplicateAttribute(Quotation.text(name), at: element.location)
            }
        }
    }

    /// Checks the names of an element and its attributes.
    func check(_ element: XMLElement) throws(XMLError) {
        try check(element.name, isElement: true, at: element.location)
        for attribute in element.attributes {
            try check(attribute.name, isElement: false, at: attribute.location)
        }
        try Duplicates.check(element.attributes)
    }

    private func check(_ name: XMLName, isElement: Bool, at location: SourceLocation) throws(XMLError) {
        try checkName(name.local, at: location)
        let meant: String?
        if let prefix = name.prefix {
            try checkName(prefix, at: location)
            meant = scope.namespace(of: prefix)
            guard meant != nil else {
                throw .unboundPrefix(Quotation.text(prefix), in: Quotation.text(name.written), at: location)
            }
        } else {
            // An attribute of the name 'xmlns' would be read as a declaration.
            if !isElement, name.local == "xmlns" { throw .reservedPrefix("xmlns", at: location) }
            meant = isElement ? scope.defaultNamespace : nil
        }
        guard meant.isVerbatim(name.namespace) else {
            throw .otherNamespace(name, meant: meant, at: location)
        }
    }

    private func checkName(_ name: String, at location: SourceLocation) throws(XMLError) {
        var isFirst = true
        for scalar in name.unicodeScalars {
            let isAllowed = isFirst ? scalar.value.isNameStart : scalar.value.isNamePart
            guard isAllowed, scalar != ":" else { throw .unwritableName(Quotation.text(name), at: location) }
            if options.asciiOnly, !scalar.isASCII { throw .nameBeyondASCII(Quotation.text(name), at: location) }
            isFirst = false
        }
        if isFirst { throw .unwritableName("", at: location) }
    }
}
