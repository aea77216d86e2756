import XMLText

/// Canonical XML 1.0 without comments: what `xmllint --c14n` prints, written down a second time and independently.
struct CanonicalForm {
    private(set) var output: [UInt8] = []

    init(_ root: XMLElement) {
        write(root, inForce: [:])
    }

    private mutating func write(_ element: XMLElement, inForce outer: [String: String]) {
        var inForce = outer
        var attributes: [(key: [String], name: String, value: String)] = []
        for declaration in element.namespaceDeclarations where declaration.prefix != "xml" {
            let prefix = declaration.prefix ?? ""
            guard inForce[prefix] ?? "" != declaration.namespace else { continue }
            inForce[prefix] = declaration.namespace
            attributes.append((["0", prefix], prefix.isEmpty ? "xmlns" : "xmlns:\(prefix)", declaration.namespace))
        }
        for attribute in element.attributes {
            let key = ["1", attribute.name.namespace ?? "", attribute.name.local]
            attributes.append((key, name(attribute.name), attribute.value))
        }
        attributes.sort { left, right in
            left.key.map { Array($0.utf8) }.lexicographicallyPrecedes(right.key.map { Array($0.utf8) }) {
                $0.lexicographicallyPrecedes($1)
            }
        }
        append("<\(name(element.name))")
        for attribute in attributes {
            append(" \(attribute.name)=\"")
            append(
                attribute.value,
                escaping: [38: "&amp;", 60: "&lt;", 34: "&quot;", 9: "&#x9;", 10: "&#xA;", 13: "&#xD;"]
            )
            append("\"")
        }
        append(">")
        for child in element.children {
            switch child {
            case .element(let element): write(element, inForce: inForce)
            case .text(let text, _): append(text, escaping: [38: "&amp;", 60: "&lt;", 62: "&gt;", 13: "&#xD;"])
            }
        }
        append("</\(name(element.name))>")
    }

    private func name(_ name: XMLName) -> String {
        name.prefix.map { "\($0):\(name.local)" } ?? name.local
    }

    private mutating func append(_ text: String, escaping escapes: [UInt8: String] = [:]) {
        for byte in text.utf8 {
            if let escape = escapes[byte] {
                output += Array(escape.utf8)
            } else {
                output.append(byte)
            }
        }
    }

    /// Takes comments, processing instructions and what stands outside of the root out of xmllint's canonical form.
    ///
    /// In it every other `<` in a text or a value is written as a reference, so this needs no parser.
    static func withoutComments(_ canonical: ArraySlice<UInt8>) -> [UInt8] {
        var kept: [UInt8] = []
        var rest = canonical
        while let byte = rest.first {
            if byte == 60, rest.starts(with: Array("<!--".utf8)) {
                drop(4, through: Array("-->".utf8), &rest)
            } else if byte == 60, rest.starts(with: Array("<?".utf8)) {
                drop(2, through: Array("?>".utf8), &rest)
            } else {
                kept.append(byte)
                rest.removeFirst()
            }
        }
        let first = kept.firstIndex { $0 != 10 } ?? 0
        let last = kept.lastIndex { $0 != 10 } ?? -1
        return Array(kept[first..<max(first, last + 1)])
    }

    private static func drop(_ opening: Int, through mark: [UInt8], _ rest: inout ArraySlice<UInt8>) {
        rest = rest.dropFirst(opening)
        while !rest.isEmpty, !rest.starts(with: mark) { rest.removeFirst() }
        rest = rest.dropFirst(mark.count)
    }
}
