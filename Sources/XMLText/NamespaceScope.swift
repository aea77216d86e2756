/// The namespaces in force at one place of a document.
///
/// A look-up costs the same however many prefixes are bound, so that no document can make reading quadratic.
struct NamespaceScope {
    /// What the prefix `xml` always means.
    static let xml = "http://www.w3.org/XML/1998/namespace"
    /// What the prefix `xmlns` always means; nothing may be bound to it.
    static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// The default namespace, nil for none.
    var defaultNamespace: String? {
        let namespace = namespace(at: newestDefault)
        return namespace?.isEmpty == true ? nil : namespace
    }
    /// How many bindings are in force; `unwind(to:)` takes it.
    var mark: Int { bindings.count }

    private struct Binding {
        var prefix: Verbatim?
        var hidden: Int?
        var namespace: String
    }

    private var bindings: [Binding] = []
    /// Where in `bindings` the newest one of each prefix stands; nil while there are few, which are quicker to look through.
    private var newest: [Verbatim: Int]?
    private static let few = 16
    private var newestDefault: Int?

    /// Binds a prefix, or the default namespace, until the scope is unwound, and returns whether it was free since `mark`.
    mutating func bind(_ declaration: XMLNamespaceDeclaration, since mark: Int) -> Bool {
        let index = bindings.count
        let prefix = declaration.prefix.map(Verbatim.init)
        let hidden: Int?
        if let prefix {
            hidden = self.index(of: prefix)
            newest?[prefix] = index
        } else {
            hidden = newestDefault
            newestDefault = index
        }
        bindings.append(Binding(prefix: prefix, hidden: hidden, namespace: declaration.namespace))
        if newest == nil, bindings.count > Self.few { indexBindings() }
        return hidden ?? -1 < mark
    }

    /// Takes back every binding since `mark`.
    mutating func unwind(to mark: Int) {
        while bindings.count > mark, let binding = bindings.popLast() {
            if let prefix = binding.prefix {
                newest?[prefix] = binding.hidden
            } else {
                newestDefault = binding.hidden
            }
        }
    }

    /// Returns the namespace a prefix stands for, nil when it is bound to none.
    func namespace(of prefix: String) -> String? {
        prefix == "xml" ? Self.xml : namespace(at: index(of: Verbatim(prefix)))
    }

    private func index(of prefix: Verbatim) -> Int? {
        if let newest { return newest[prefix] }
        return bindings.lastIndex { $0.prefix == prefix }
    }

    private mutating func indexBindings() {
        var newest: [Verbatim: Int] = [:]
        for (index, binding) in bindings.enumerated() {
            if let prefix = binding.prefix { newest[prefix] = index }
        }
        self.newest = newest
    }

    private func namespace(at index: Int?) -> String? {
        guard let index, index < bindings.count else { return nil }
        return bindings[index].namespace
    }
}
