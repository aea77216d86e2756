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

/// One attribute with its place; namespace declarations are not among an element's attributes.
public struct XMLAttribute: Hashable, Sendable {
    /// The name, namespace resolved.
    public var name: XMLName
    /// The value, normalised as XML 1.0 §3.3.3 says for CDATA.
    public var value: String
    /// Where the name begins.
    public var location: SourceLocation
    /// Where the value begins, after its quote.
    public var valueLocation: SourceLocation

    /// Creates an attribute.
    public init(name: XMLName, value: String, location: SourceLocation, valueLocation: SourceLocation) {
        self.name = name
        self.value = value
        self.location = location
        self.valueLocation = valueLocation
    }
}

/// One child of an element; comments and processing instructions are checked and then left out.
public enum XMLNode: Hashable, Sendable {
    /// An element.
    case element(XMLElement)
    /// Character data, CDATA sections included, references replaced, line ends normalised to LF.
    case text(String, SourceLocation)
}

/// An element with its attributes in the order of the file.
public struct XMLElement: Hashable, Sendable {
    /// The name, namespace resolved.
    public var name: XMLName
    /// The attributes, without namespace declarations.
    public var attributes: [XMLAttribute]
    /// The namespaces that this very element declares, prefix (nil: the default namespace) and name.
    public var namespaceDeclarations: [XMLNamespaceDeclaration]
    /// Elements and text, in order.
    public var children: [XMLNode]
    /// Where its `<` stands.
    public var location: SourceLocation

    /// Creates an element.
    public init(
        name: XMLName,
        attributes: [XMLAttribute] = [],
        namespaceDeclarations: [XMLNamespaceDeclaration] = [],
        children: [XMLNode] = [],
        location: SourceLocation
    ) {
        self.name = name
        self.attributes = attributes
        self.namespaceDeclarations = namespaceDeclarations
        self.children = children
        self.location = location
    }
}

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
