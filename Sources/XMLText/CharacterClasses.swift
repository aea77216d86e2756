/// Bytes that have a meaning in XML.
extension UInt8 {
    /// Whether it is white space as XML means it: space, tab, line feed or carriage return.
    var isXMLSpace: Bool { self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D }

    /// Whether it is one of the letters that most names consist of.
    var isASCIILetter: Bool { 0x61...0x7A ~= self || 0x41...0x5A ~= self }

    /// Whether it continues a UTF-8 sequence, and so is no scalar of its own.
    var isContinuation: Bool { self & 0xC0 == 0x80 }
}

/// Scalars as the productions of XML 1.0 (fifth edition) sort them.
extension UInt32 {
    /// Whether it may occur in a document at all: production 2, Char.
    var isXMLCharacter: Bool {
        switch self {
        case 0x09, 0x0A, 0x0D, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }

    /// Whether it may begin a name: production 4, NameStartChar, the colon included.
    var isNameStart: Bool {
        switch self {
        case 0x61...0x7A, 0x41...0x5A, 0x5F, 0x3A: true
        case 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF, 0x200C...0x200D,
            0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x1_0000...0xE_FFFF:
            true
        default: false
        }
    }

    /// Whether it may go on a name: production 4a, NameChar.
    var isNamePart: Bool {
        switch self {
        case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x2D, 0x2E, 0x5F, 0x3A, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: self > 0x7F && isNameStart
        }
    }
}
