/// Names as clusters and engines want them: DNS labels (RFC 1123).
enum Label {
    /// Returns a name made of small letters, digits and single dashes, that begins and ends with a letter or digit.
    ///
    /// - Parameters:
    ///   - text: any name.
    ///   - limit: how many characters it may have.
    /// - Returns: the label; `role` when nothing is left of the name.
    static func make(_ text: String, limit: Int) -> String {
        var label = ""
        var previous: Character?
        for character in text {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            // "RailsRole" is read as two words by a person: rails-role.
            if character.isUppercase, let previous, previous.isLowercase { append("-", to: &label) }
            append(isPlain ? Character(character.lowercased()) : "-", to: &label)
            previous = character
        }
        label = String(label.prefix(limit))
        while label.hasSuffix("-") { label.removeLast() }
        return label.isEmpty ? "role" : label
    }

    /// Eight hexadecimal digits that differ when the text does (FNV-1a).
    static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private static func append(_ character: Character, to label: inout String) {
        if character == "-", label.isEmpty || label.hasSuffix("-") { return }
        label.append(character)
    }
}
