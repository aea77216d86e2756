/// The namespaces in force at one place of a document.
///
/// A look-up costs the same however many prefixes are bound, so that no document can make reading quadratic.
struct NamespaceScope {
    /// What the prefix `xml` always means.
    static let xml = "http://www.w3.org/XML/1998/namespace"
    /// What the prefix `xmlns` always means; nothing may be bound to it.
    static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// The default namespace, nil for none.
    private(set) var defaultNamespace: String?
    /// How many bindings are in force; `unwind(to:)` takes it.
    var mark: Int { bindings.count }

    private struct Binding {
        var prefix: String?
        var hidden: String?
    }

    private var bindings: [Binding] = []
    private var current: [Verbatim: String] = [:]

    /// Binds a prefix, or the default namespace, until the scope is unwound.
    mutating func bind(_ declaration: XMLNamespaceDeclaration) {
        guard let prefix = declaration.prefix else {
            bindings.append(Binding(prefix: nil, hidden: defaultNamespace))
            defaultNamespace = declaration.namespace.isEmpty ? nil : declaration.namespace
            return
        }
        bindings.append(
            Binding(prefix: prefix, hidden: current.updateValue(declaration.namespace, forKey: Verbatim(prefix)))
        )
    }

    /// Takes back every binding since `mark`.
    mutating func unwind(to mark: Int) {
        while bindings.count > mark, let binding = bindings.popLast() {
            if let prefix = binding.prefix {
                current[Verbatim(prefix)] = binding.hidden
            } else {
                defaultNamespace = binding.hidden
            }
        }
    }

    /// Returns the namespace a prefix stands for, nil when it is bound to none.
    func namespace(of prefix: String) -> String? {
        prefix == "xml" ? Self.xml : current[Verbatim(prefix)]
    }
}
