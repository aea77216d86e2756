import XMLText

/// Makes trees that a reader could have made, with every awkward character that XML allows.
struct RandomTree {
    private var random: SplitMix
    private static let nowhere = SourceLocation(line: 0, column: 0)
    private static let names = ["a", "b", "c", "Role", "é", "_x-1.y", "日本"]
    private static let prefixes: [String?] = [nil, "p", "q", "wa"]
    private static let namespaces = ["urn:1", "urn:2?a&b", "x<y>'\""]
    private static let pieces = [
        "x", " ", "\n", "\r", "\r\n", "\t", "&", "<", ">", "]]>", "\"", "'", "--", "é", "𝄞", "\u{85}", "\u{2028}",
        "\u{7F}",
        "\u{FFFD}", "&amp;", "  ", "\u{FEFF}",
    ]

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    mutating func next() -> XMLElement { element(depth: 0, inForce: [:]) }

    private mutating func element(depth: Int, inForce outer: [String?: String]) -> XMLElement {
        var inForce = outer
        var declarations: [XMLNamespaceDeclaration] = []
        for prefix in Self.prefixes where random.oneIn(4) {
            let isRemoval = prefix == nil && random.oneIn(4)
            let namespace = isRemoval ? "" : pick(Self.namespaces)
            declarations.append(XMLNamespaceDeclaration(prefix: prefix, namespace: namespace))
            inForce[prefix] = isRemoval ? nil : namespace
        }
        var element = XMLElement(
            name: name(inForce, isElement: true),
            namespaceDeclarations: declarations,
            location: Self.nowhere
        )
        var seen: Set<[String?]> = []
        for _ in 0..<random.below(4) {
            let name = name(inForce, isElement: false)
            guard seen.insert([name.namespace, name.local]).inserted else { continue }
            element.attributes.append(
                XMLAttribute(name: name, value: text(), location: Self.nowhere, valueLocation: Self.nowhere)
            )
        }
        for _ in 0..<(depth > 4 ? 0 : random.below(5)) {
            if case .text = element.children.last {
                element.children.append(.element(self.element(depth: depth + 1, inForce: inForce)))
            } else if random.oneIn(2) {
                element.children.append(.text(text() + "x", Self.nowhere))
            } else {
                element.children.append(.element(self.element(depth: depth + 1, inForce: inForce)))
            }
        }
        return element
    }

    private mutating func name(_ inForce: [String?: String], isElement: Bool) -> XMLName {
        let prefix = random.oneIn(2) ? pick(Self.prefixes) : nil
        guard let prefix, let namespace = inForce[prefix] else {
            return XMLName(namespace: isElement ? inForce[nil] ?? nil : nil, local: pick(Self.names))
        }
        return XMLName(namespace: namespace, prefix: prefix, local: pick(Self.names))
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<random.below(6) { text += pick(Self.pieces) }
        return text
    }

    private mutating func pick<Element>(_ choices: [Element]) -> Element { choices[random.below(choices.count)] }
}
