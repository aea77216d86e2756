/// One child of an element; comments and processing instructions are checked and then left out.
public enum XMLNode: Hashable, Sendable {
    /// An element.
    case element(XMLElement)
    /// Character data, CDATA sections included, references replaced, line ends normalised to LF.
    case text(String, SourceLocation)
}
