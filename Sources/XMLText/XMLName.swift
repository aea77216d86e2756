/// A name of an element or attribute, with its namespace resolved.
public struct XMLName: Hashable, Sendable {
    /// The namespace, nil for none; attributes without a prefix are in none.
    public var namespace: String?
    /// The prefix as written, nil for none.
    public var prefix: String?
    /// The part after the colon.
    public var local: String

    /// Creates a name.
    public init(namespace: String? = nil, prefix: String? = nil, local: String) {
        self.namespace = namespace
        self.prefix = prefix
        self.local = local
    }
}
