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
