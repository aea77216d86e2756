extension DocumentWriter {
    /// Appends text as it is.
    mutating func append(_ text: String) {
        output.append(contentsOf: text.utf8)
    }

    /// Appends ` name="value"`.
    mutating func writeAttribute(_ name: String, _ value: String, at location: SourceLocation) throws(XMLError) {
        append(" \(name)=\"")
        for scalar in value.unicodeScalars { try writeScalar(scalar.value, inValue: true, at: location) }
        append("\"")
    }

    /// Appends character data.
    mutating func writeText(_ text: String, at location: SourceLocation) throws(XMLError) {
        for scalar in text.unicodeScalars { try writeScalar(scalar.value, inValue: false, at: location) }
    }

    private mutating func writeScalar(
        _ scalar: UInt32,
        inValue: Bool,
        at location: SourceLocation
    ) throws(XMLError) {
        switch scalar {
        case 0x26: append("&amp;")
        case 0x3C: append("&lt;")
        case 0x3E: append("&gt;")
        case 0x22 where inValue: append("&quot;")
        case 0x0D: append("&#13;")
        case 0x09 where inValue: append("&#9;")
        case 0x0A where inValue || options.singleLine: append("&#10;")
        // Line breaks elsewhere: a reader of lines, or of XML 1.1, would take them for one.
        case 0x85, 0x2028, 0x2029: append("&#\(scalar);")
        case 0x80... where options.asciiOnly && scalar.isXMLCharacter: append("&#\(scalar);")
        default:
            guard scalar.isXMLCharacter else {
                throw .unwritable(Quotation.name(of: scalar), at: location)
            }
            output.appendUTF8(scalar)
        }
    }
}
