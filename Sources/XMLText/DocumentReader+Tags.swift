extension DocumentReader {
    /// Reads a start tag or an empty-element tag and opens its element.
    mutating func readStartTag() throws(XMLError) {
        let start = position
        let location = location(of: start)
        position += 1
        guard let name = try readName() else {
            throw .notAName(excerpt(at: start), at: location)
        }
        try admitElement(name, at: location)
        // Taken out of `self` and put back: one array serves all the tags.
        var attributes: [RawAttribute] = []
        swap(&attributes, &rawAttributes)
        try readAttributes(of: name, at: location, into: &attributes)
        let outerScope = scope.mark
        let element = try resolve(name, attributes, at: location)
        attributes.removeAll(keepingCapacity: true)
        swap(&attributes, &rawAttributes)
        open.append(OpenElement(element: element, name: name, outerScope: outerScope))
        if byte(at: position) == 0x2F {
            position += 2
            close()
        } else {
            position += 1
        }
    }

    /// Reads an end tag and closes the innermost element.
    mutating func readEndTag() throws(XMLError) {
        let start = position
        position += 2
        guard let name = try readName() else {
            throw .notAName(excerpt(at: start), at: location(of: start))
        }
        guard let innermost = open.last else { return }
        guard bytes[name] == bytes[innermost.name] else {
            throw .mismatchedEnd(
                quote(name),
                open: quote(innermost.name),
                openedAt: innermost.element.location,
                at: location(of: start)
            )
        }
        skipSpace()
        guard byte(at: position) == 0x3E else {
            let written = excerpt(at: position)
            throw .malformedEndTag(quote(name), rest: written, at: location(of: position))
        }
        position += 1
        close()
    }

    private mutating func admitElement(_ name: Range<Int>, at location: SourceLocation) throws(XMLError) {
        elementCount += 1
        if elementCount > limits.elements {
            throw .tooManyElements(quote(name), limit: limits.elements, at: location)
        }
        if open.count >= limits.depth {
            throw .tooDeep(quote(name), limit: limits.depth, at: location)
        }
    }

    /// Hands the innermost element to the one around it.
    private mutating func close() {
        guard let closed = open.popLast() else { return }
        scope.unwind(to: closed.outerScope)
        if open.isEmpty {
            root = closed.element
        } else {
            append(.element(closed.element))
        }
    }

    /// Appends to the innermost open element.
    mutating func append(_ node: XMLNode) {
        let innermost = open.count - 1
        guard innermost >= 0 else { return }
        open[innermost].element.children.append(node)
    }
}
