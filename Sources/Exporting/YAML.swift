/// A piece of a YAML document.
indirect enum YAML {
    /// Text; quoted where a reader could take it for something else.
    case text(String)
    /// Text of several lines, kept as it is.
    case block(String)
    /// A whole number.
    case number(Int)
    /// Truth.
    case truth(Bool)
    /// A list.
    case list([YAML])
    /// A mapping, in its order; a comment may stand before a key.
    case map([Entry])

    /// A key, its value, and what a person should know about it.
    struct Entry {
        var key: String
        var value: YAML
        var comment: String?
    }

    /// Returns a mapping.
    static func map(_ pairs: (String, YAML)...) -> YAML {
        .map(pairs.map { Entry(key: $0.0, value: $0.1) })
    }

    /// The document, with a newline at its end.
    var document: String {
        var lines: [String] = []
        write(into: &lines, indent: "")
        return lines.joined(separator: "\n") + "\n"
    }

    private func write(into lines: inout [String], indent: String) {
        switch self {
        case .text, .block, .number, .truth: lines.append(indent + inline)
        case .list(let items): for item in items { item.writeItem(into: &lines, indent: indent) }
        case .map(let entries):
            for entry in entries {
                if let comment = entry.comment {
                    lines += comment.split(separator: "\n").map { "\(indent)# \($0)" }
                }
                entry.write(into: &lines, indent: indent)
            }
        }
    }

    /// A list's item stands beside its dash, also when it is a mapping.
    private func writeItem(into lines: inout [String], indent: String) {
        switch self {
        case .map(let entries) where !entries.isEmpty:
            var inner: [String] = []
            write(into: &inner, indent: indent + "  ")
            if let first = inner.first {
                lines.append(indent + "- " + first.dropFirst(indent.count + 2))
                lines += inner.dropFirst()
            }
        case .list, .map, .text, .block, .number, .truth: lines.append(indent + "- " + inline)
        }
    }

    /// The value on one line.
    fileprivate var inline: String {
        switch self {
        case .text(let text), .block(let text): Self.quoted(text)
        case .number(let number): "\(number)"
        case .truth(let truth): truth ? "true" : "false"
        case .list(let items): "[" + items.map(\.inline).joined(separator: ", ") + "]"
        case .map: "{}"
        }
    }

    private static func quoted(_ text: String) -> String {
        let words = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
        let isPlain = text.allSatisfy { character in
            character.isASCII && (character.isLetter || character.isNumber || "-_./".contains(character))
        }
        let startsPlainly = text.first.map { $0.isLetter || $0 == "/" } ?? false
        if isPlain, startsPlainly, !words.contains(text.lowercased()) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case "\u{0}"..<" ", "\u{7F}"..."\u{9F}":
                let hex = String(scalar.value, radix: 16)
                quoted += "\\x" + (hex.count < 2 ? "0" : "") + hex
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}

extension YAML.Entry {
    fileprivate func write(into lines: inout [String], indent: String) {
        switch value {
        case .map(let entries) where !entries.isEmpty:
            lines.append("\(indent)\(key):")
            lines += value.lines(indent + "  ")
        case .list(let items) where items.contains(where: \.isStructured):
            lines.append("\(indent)\(key):")
            lines += value.lines(indent + "  ")
        case .block(let text) where YAML.canBeBlock(text):
            lines.append("\(indent)\(key): |" + (text.hasSuffix("\n") ? "" : "-"))
            for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast(
                text.hasSuffix("\n") ? 1 : 0
            ) {
                lines.append(line.isEmpty ? "" : "\(indent)  \(line)")
            }
        case .text, .block, .number, .truth, .list, .map: lines.append("\(indent)\(key): \(value.inline)")
        }
    }
}

extension YAML {
    fileprivate var isStructured: Bool {
        switch self {
        case .map, .list: true
        case .text, .block, .number, .truth: false
        }
    }

    fileprivate func lines(_ indent: String) -> [String] {
        var lines: [String] = []
        write(into: &lines, indent: indent)
        return lines
    }

    /// Whether a literal block gives the text back byte for byte.
    fileprivate static func canBeBlock(_ text: String) -> Bool {
        let isClean = text.unicodeScalars.allSatisfy {
            $0 == "\n" || $0 == "\t"
                || ($0 >= " " && $0 != "\u{7F}" && !("\u{80}"..."\u{9F}").contains($0) && $0 != "\u{FEFF}")
        }
        return isClean && !text.hasPrefix(" ") && !text.hasPrefix("\n") && !text.hasSuffix("\n\n") && !text.isEmpty
    }
}
