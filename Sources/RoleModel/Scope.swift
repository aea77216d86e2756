import XMLText

/// An element that is being read, with its file and the list that its faults go to.
struct Scope {
    let element: XMLElement
    let file: String
    let faults: Faults

    /// Where the element stands.
    var location: FileLocation { place(element.location) }

    /// The name as a person knows it, without prefix.
    var name: String { element.name.local }

    /// The elements of Azure's inside it, in order.
    var children: [Scope] {
        element.children.compactMap { node in
            guard case .element(let child) = node, Namespace.isAzure(child.name.namespace) else { return nil }
            return Scope(element: child, file: file, faults: faults)
        }
    }

    /// Returns a place in the text as a place in the file.
    func place(_ location: SourceLocation) -> FileLocation {
        FileLocation(file: file, line: location.line, column: location.column)
    }

    /// Returns the elements inside it that have a name.
    func children(_ name: String) -> [Scope] {
        element.children.compactMap { node in
            guard case .element(let child) = node, child.name.local == name, Namespace.isAzure(child.name.namespace)
            else { return nil }
            return Scope(element: child, file: file, faults: faults)
        }
    }

    /// Returns the first element inside it that has a name.
    func child(_ name: String) -> Scope? {
        for case .element(let child) in element.children
        where child.name.local == name && Namespace.isAzure(child.name.namespace) {
            return Scope(element: child, file: file, faults: faults)
        }
        return nil
    }

    /// Returns the elements `item` inside the element `container` inside it: `Endpoints/InputEndpoint`.
    func items(_ container: String, _ item: String) -> [Scope] {
        child(container)?.children(item) ?? []
    }

    /// Returns an attribute of Azure's.
    func attribute(_ name: String) -> XMLAttribute? {
        element.attributes.first { $0.name.local == name && Namespace.isAzure($0.name.namespace) }
    }

    /// Returns an attribute of our own namespace.
    func attribute(_ name: LinuxAttribute) -> XMLAttribute? {
        element.attributes.first {
            $0.name.local == name.rawValue && $0.name.namespace == LinuxExtensions.namespace
        }
    }
}
