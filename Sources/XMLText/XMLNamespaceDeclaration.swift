/// One `xmlns` or `xmlns:prefix` attribute.
public struct XMLNamespaceDeclaration: Hashable, Sendable {
    /// The prefix, nil for the default namespace.
    public var prefix: String?
    /// The namespace; empty takes the default namespace away.
    public var namespace: String

    /// Creates a declaration.
    public init(prefix: String?, namespace: String) {
        self.prefix = prefix
        self.namespace = namespace
    }
}
