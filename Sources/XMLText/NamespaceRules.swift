/// What Namespaces in XML 1.0 forbids a declaration to do.
enum NamespaceRules {
    /// Checks one declaration.
    static func check(_ declaration: XMLNamespaceDeclaration, at location: SourceLocation) throws(XMLError) {
        let namespace = declaration.namespace
        guard let prefix = declaration.prefix else {
            if namespace == NamespaceScope.xml || namespace == NamespaceScope.xmlns {
                throw .reservedNamespace(Quotation.text(namespace), at: location)
            }
            return
        }
        if prefix == "xmlns" || prefix == "xml" && namespace != NamespaceScope.xml {
            throw .reservedPrefix(prefix, at: location)
        }
        if namespace == NamespaceScope.xmlns || namespace == NamespaceScope.xml && prefix != "xml" {
            throw .reservedNamespace(Quotation.text(namespace), at: location)
        }
        if namespace.isEmpty { throw .emptyNamespace(Quotation.text(prefix), at: location) }
    }
}
