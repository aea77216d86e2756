/// A file of sections with keys and values, as Python's ConfigParser reads it (supervisord's format).
struct INIFile {
    /// A key with its value.
    struct Entry {
        var key: String
        var value: String
        /// The line of the key, from 1.
        var line: Int
    }

    /// A section.
    struct Section {
        var name: String
        /// The line of its head, from 1.
        var line: Int
        var entries: [Entry] = []

        /// Returns the last value of a key.
        func entry(_ key: String) -> Entry? { entries.last { $0.key == key } }
    }

    private(set) var sections: [Section] = []
    /// Lines that are neither a head, a key nor a continuation.
    private(set) var strangeLines: [Int] = []

    /// Reads a file; every line is taken for something.
    init(_ text: String) {
        var number = 0
        for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            take(raw, number)
        }
    }

    private mutating func take(_ raw: Substring, _ number: Int) {
        let isIndented = raw.first?.isWhitespace ?? false
        let line = Self.withoutComment(raw)
        guard !line.isEmpty else { return }
        if isIndented, let section = sections.indices.last, let entry = sections[section].entries.indices.last {
            sections[section].entries[entry].value += "\n" + line
        } else if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
            sections.append(Section(name: Self.trimmed(line[line.index(after: line.startIndex)..<end]), line: number))
        } else if let sign = line.firstIndex(where: { $0 == "=" || $0 == ":" }), let section = sections.indices.last {
            let key = Self.trimmed(line[..<sign]).lowercased()
            let value = Self.trimmed(line[line.index(after: sign)...])
            sections[section].entries.append(Entry(key: key, value: value, line: number))
        } else {
            strangeLines.append(number)
        }
    }

    /// A `;` or `#` begins a comment at the beginning of a line, a `;` after a blank inside it.
    private static func withoutComment(_ raw: Substring) -> String {
        let line = trimmed(raw)
        if line.hasPrefix(";") || line.hasPrefix("#") { return "" }
        var previous: Character = " "
        for index in line.indices {
            if line[index] == ";", previous.isWhitespace { return trimmed(line[..<index]) }
            previous = line[index]
        }
        return line
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = Substring(text)
        while text.first?.isWhitespace ?? false { text.removeFirst() }
        while text.last?.isWhitespace ?? false { text.removeLast() }
        return String(text)
    }
}
