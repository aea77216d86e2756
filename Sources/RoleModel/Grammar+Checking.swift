import XMLText

extension Grammar {
    /// Checks the root element and, when it is the right one, everything inside it.
    ///
    /// - Returns: whether it is the right root; the faults of what is inside are reported, and no reason not to go on.
    func admits(_ scope: Scope) -> Bool {
        guard scope.name == root else {
            scope.faults.error(.unexpectedRoot(scope.name, expected: root, at: scope.location))
            return false
        }
        guard let written = scope.element.name.namespace, !written.isEmpty else {
            if let namespace {
                scope.faults.warning(.missingNamespace(root, expected: namespace, at: scope.location))
            }
            check(scope)
            return true
        }
        guard namespace == nil || namespace == written else {
            scope.faults.error(.unexpectedNamespace(written, of: root, expected: namespace ?? "", at: scope.location))
            return false
        }
        check(scope)
        return true
    }

    private func check(_ scope: Scope) {
        guard let shape = shapes[scope.name] else { return }
        checkNamespaces(of: scope)
        guard !shape.isOpen else { return }
        for attribute in scope.element.attributes { check(attribute, of: scope, against: shape) }
        var seen: [String: FileLocation] = [:]
        for node in scope.element.children {
            switch node {
            case .text(let text, let location):
                checkText(text, at: location, in: scope)
            case .element(let child):
                check(Scope(element: child, file: scope.file, faults: scope.faults), of: scope, against: shape, &seen)
            }
        }
    }

    private func checkNamespaces(of scope: Scope) {
        for declaration in scope.element.namespaceDeclarations where Namespace.resemblesLinux(declaration.namespace) {
            scope.faults.error(.unknownLinuxNamespace(declaration.namespace, at: scope.location))
        }
    }

    private func check(_ attribute: XMLAttribute, of scope: Scope, against shape: Shape) {
        let place = scope.place(attribute.location)
        let local = attribute.name.local
        if attribute.name.namespace == LinuxExtensions.namespace {
            guard let known = LinuxAttribute(rawValue: local) else {
                scope.faults.error(.unknownLinuxAttribute(local, of: scope.name, belonging: shape.linux, at: place))
                return
            }
            if !shape.linux.contains(known) {
                scope.faults.error(.misplacedLinuxAttribute(known, of: scope.name, at: place))
            }
        } else if Namespace.isAzure(attribute.name.namespace), !shape.attributes.contains(local) {
            scope.faults.warning(.unknownAttribute(local, of: scope.name, known: shape.attributes, at: place))
        }
    }

    private func check(_ child: Scope, of parent: Scope, against shape: Shape, _ seen: inout [String: FileLocation]) {
        if child.element.name.namespace == LinuxExtensions.namespace {
            child.faults.error(.unknownLinuxElement(child.name, at: child.location))
        }
        guard Namespace.isAzure(child.element.name.namespace) else { return }
        guard let occurrence = shape.children[child.name] else {
            child.faults.warning(
                .unknownElement(child.name, in: parent.name, known: shape.children.keys.sorted(), at: child.location)
            )
            return
        }
        if occurrence == .once, let first = seen[child.name] {
            child.faults.error(.repeatedElement(child.name, in: parent.name, first: first, at: child.location))
        }
        seen[child.name] = seen[child.name] ?? child.location
        check(child)
    }

    private func checkText(_ text: String, at location: SourceLocation, in scope: Scope) {
        guard !text.isBlank else { return }
        // The text begins where the last tag ended; a person looks for its first visible character.
        var place = location
        for scalar in text.unicodeScalars {
            guard scalar.properties.isWhitespace else { break }
            place =
                scalar == "\n"
                ? SourceLocation(line: place.line + 1, column: 1)
                : SourceLocation(line: place.line, column: place.column + 1)
        }
        scope.faults.warning(.strayText(text.trimmed, in: scope.name, at: scope.place(place)))
    }
}
