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
