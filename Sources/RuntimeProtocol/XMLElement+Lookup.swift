import XMLText

extension XMLElement {
    /// Reads a document and returns its root if it has this name, in whatever namespace.
    static func root(
        _ name: String,
        of document: [UInt8],
        limits: XMLReader.Limits
    ) throws(RuntimeProtocolFault) -> XMLElement {
        let root: XMLElement
        do throws(XMLError) {
            root = try XMLReader.read(document, limits: limits)
        } catch {
            throw RuntimeProtocolFault(reading: name, error)
        }
        guard root.name.local == name else {
            throw RuntimeProtocolFault("cannot read the \(name) document: its root element is '\(root.name.local)'")
        }
        return root
    }

    /// Returns the first child element with this name, in whatever namespace: the clients do not look at it either.
    func child(_ name: String) -> XMLElement? {
        for case .element(let element) in children where element.name.local == name { return element }
        return nil
    }

    /// Returns all child elements with this name, in order.
    func children(_ name: String) -> [XMLElement] {
        var found: [XMLElement] = []
        for case .element(let element) in children where element.name.local == name { found.append(element) }
        return found
    }

    /// Returns the value of an attribute without a prefix.
    func value(_ name: String) -> String? {
        attributes.first { $0.name.local == name && $0.name.namespace == nil }?.value
    }

    /// The text directly inside, without the white space around it (Ruby's document is indented).
    var text: String {
        var text = ""
        for case .text(let part, _) in children { text += part }
        return text.trimmed
    }
}

extension String {
    /// The text without XML's white space at both ends.
    var trimmed: String {
        let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        let bytes = utf8
        guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return "" }
        guard let last = bytes.lastIndex(where: { !isSpace($0) }) else { return "" }
        return String(self[first...last])
    }

    /// A short form of something that came from outside, fit to be quoted in a line of a log.
    var quotable: String {
        var text = ""
        for scalar in unicodeScalars.prefix(64) {
            text.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? "?" : scalar)
        }
        return unicodeScalars.count > 64 ? text + "…" : text
    }
}
