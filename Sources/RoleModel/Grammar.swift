import XMLText

/// What may stand where in one kind of file.
///
/// Values are not its business; it knows names. That keeps "unknown", "twice" and "not here" in one place for all files.
struct Grammar: Sendable {
    /// How often an element may stand inside its parent.
    enum Occurrence: Sendable {
        /// At most once.
        case once
        /// Any number of times.
        case many
    }

    /// What may stand in one element.
    struct Shape: Sendable {
        var attributes: [String] = []
        var linux: [LinuxAttribute] = []
        var children: [String: Occurrence] = [:]
        /// Whether it is kept loosely: what is inside is not looked at.
        var isOpen = false
    }

    /// The name of the root element.
    let root: String
    /// The namespace of the root element; nil: any.
    let namespace: String?
    /// The shape of each element; the names mean the same wherever they stand in one file.
    let shapes: [String: Shape]
}

extension Grammar.Shape {
    /// A container of any number of one element.
    static func list(of name: String) -> Self {
        Self(children: [name: .many])
    }

    /// An element with attributes only.
    static func leaf(_ attributes: String...) -> Self {
        Self(attributes: attributes)
    }

    /// An element that is kept loosely.
    static let open = Self(isOpen: true)
}
