extension String {
    /// The text as the content of an element or a quoted attribute: ASCII, and no line break of any kind.
    ///
    /// Java's client counts characters where the others count bytes, and Node's cuts its input at CR LF. A character
    /// that XML has no way to write becomes U+FFFD.
    var escaped: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x26: text += "&amp;"
            case 0x3C: text += "&lt;"
            case 0x3E: text += "&gt;"
            case 0x22: text += "&quot;"
            case 0x20...0x7E: text.unicodeScalars.append(scalar)
            case 0x9, 0xA, 0xD, 0x7F...0xFFFD, 0x1_0000...0x10_FFFF: text += "&#\(scalar.value);"
            default: text += "&#65533;"
            }
        }
        return text
    }

    /// What every document of the protocol begins with.
    static let declaration = "<?xml version=\"1.0\" encoding=\"utf-8\"?>"

    /// The namespaces that the real server declares and never uses.
    static let namespaces =
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\""
}
