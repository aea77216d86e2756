/// Faults of the bytes: what is no text, or in an encoding that we do not read.
extension XMLError {
    static func encoding(_ kind: EncodingFault.Kind, at location: SourceLocation) -> XMLError {
        switch kind {
        case .notUTF8(let byte): notUTF8(byte, at: location)
        case .loneSurrogate(let unit): loneSurrogate(unit, at: location)
        case .halfUnit: halfUnit(at: location)
        case .notASCII(let byte): notASCII(byte, at: location)
        case .forbidden(let scalar): forbidden(scalar, at: location)
        }
    }

    static func unsupportedEncoding(
        _ name: String,
        at location: SourceLocation = SourceLocation(line: 1, column: 1)
    ) -> XMLError {
        XMLError(
            code: .unsupportedEncoding,
            location: location,
            what: "cannot read text in encoding '\(name)'",
            why: "only UTF-8 and UTF-16 are read, so that a text means the same on every machine",
            mend: "save the file as UTF-8 and write encoding=\"utf-8\", or leave the encoding out"
        )
    }

    static func encodingDisagrees(declared: String, found: String, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .unsupportedEncoding,
            location: location,
            what: "cannot read as '\(declared)' what is in fact \(found)",
            why: "the declaration and the bytes of the file name different encodings; one of them is wrong",
            mend: "write encoding=\"\(found)\", or save the file in the encoding that it declares"
        )
    }

    private static func notUTF8(_ byte: UInt8, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .invalidEncoding,
            location: location,
            what: "cannot read the byte 0x\(hexadecimal(UInt32(byte), digits: 2)) as UTF-8",
            why: "it begins no complete UTF-8 sequence; the file is damaged, or saved in another encoding",
            mend: "save the file as UTF-8, or write this character again"
        )
    }

    private static func loneSurrogate(_ unit: UInt16, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .invalidEncoding,
            location: location,
            what: "cannot read the unit 0x\(hexadecimal(UInt32(unit), digits: 4)) as UTF-16",
            why: "it is one half of a surrogate pair and its other half is missing",
            mend: "save the file as UTF-8, or write this character again"
        )
    }

    private static func halfUnit(at location: SourceLocation) -> XMLError {
        XMLError(
            code: .invalidEncoding,
            location: location,
            what: "cannot read the last byte as UTF-16",
            why: "a UTF-16 text has an even number of bytes; the file has been cut off",
            mend: "copy the file again from where it is whole"
        )
    }

    private static func notASCII(_ byte: UInt8, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .invalidEncoding,
            location: location,
            what: "cannot read the byte 0x\(hexadecimal(UInt32(byte), digits: 2)) as US-ASCII",
            why: "the declaration says encoding=\"us-ascii\", which has no byte above 0x7F",
            mend: "save the file as UTF-8 and write encoding=\"utf-8\""
        )
    }

    private static func forbidden(_ scalar: UInt32, at location: SourceLocation) -> XMLError {
        XMLError(
            code: .notWellFormed,
            location: location,
            what: "cannot use the character '\(Quotation.name(of: scalar))'",
            why: "XML 1.0 allows no control character but tab, line feed and carriage return",
            mend: "remove it; XML has no way to write it, not even as a reference"
        )
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let written = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - written.count)) + written
    }
}
