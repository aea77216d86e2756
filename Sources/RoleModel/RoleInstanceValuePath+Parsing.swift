extension RoleInstanceValuePath: CustomStringConvertible {
    /// The documented forms, with `X` for a name (FORMATS §8).
    static let forms = [
        "/RoleEnvironment/Deployment/@emulated",
        "/RoleEnvironment/Deployment/@id",
        "/RoleEnvironment/CurrentInstance/@id",
        "/RoleEnvironment/CurrentInstance/@roleName",
        "/RoleEnvironment/CurrentInstance/@faultDomain",
        "/RoleEnvironment/CurrentInstance/@updateDomain",
        "/RoleEnvironment/CurrentInstance/ConfigurationSettings/ConfigurationSetting[@name='X']/@value",
        "/RoleEnvironment/CurrentInstance/LocalResources/LocalResource[@name='X']/@path",
        "/RoleEnvironment/CurrentInstance/LocalResources/LocalResource[@name='X']/@sizeInMB",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='X']/@protocol",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='X']/@address",
        "/RoleEnvironment/CurrentInstance/Endpoints/Endpoint[@name='X']/@port",
    ]

    /// The path in its canonical spelling.
    public var description: String {
        switch self {
        case .deploymentEmulated: "/RoleEnvironment/Deployment/@emulated"
        case .deploymentID: "/RoleEnvironment/Deployment/@id"
        case .instanceID: "/RoleEnvironment/CurrentInstance/@id"
        case .roleName: "/RoleEnvironment/CurrentInstance/@roleName"
        case .faultDomain: "/RoleEnvironment/CurrentInstance/@faultDomain"
        case .updateDomain: "/RoleEnvironment/CurrentInstance/@updateDomain"
        case .setting(let name): Self.text("ConfigurationSettings/ConfigurationSetting", name, "value")
        case .localResourcePath(let name): Self.text("LocalResources/LocalResource", name, "path")
        case .localResourceSize(let name): Self.text("LocalResources/LocalResource", name, "sizeInMB")
        case .endpointProtocol(let name): Self.text("Endpoints/Endpoint", name, "protocol")
        case .endpointAddress(let name): Self.text("Endpoints/Endpoint", name, "address")
        case .endpointPort(let name): Self.text("Endpoints/Endpoint", name, "port")
        }
    }

    /// Returns the path that a text means; nil when it is none of the documented forms.
    public static func parse(_ text: String) -> RoleInstanceValuePath? {
        guard let path = XPath(text) else { return nil }
        let steps = path.steps.joined(separator: "/")
        guard let name = path.selectedName else {
            return switch steps {
            case "RoleEnvironment/Deployment": deployment(path.attribute)
            case "RoleEnvironment/CurrentInstance": instance(path.attribute)
            default: nil
            }
        }
        let prefix = "RoleEnvironment/CurrentInstance/"
        return steps.hasPrefix(prefix) ? part(String(steps.dropFirst(prefix.count)), path.attribute, name) : nil
    }

    /// Reads a path.
    ///
    /// - Throws: the forms there are, when it is none of them.
    public init(_ text: String, at place: FileLocation? = nil) throws(Diagnostic) {
        guard let path = Self.parse(text) else { throw .unknownRoleInstanceValue(text, at: place) }
        self = path
    }

    private static func deployment(_ attribute: String) -> RoleInstanceValuePath? {
        switch attribute {
        case "emulated": .deploymentEmulated
        case "id": .deploymentID
        default: nil
        }
    }

    private static func instance(_ attribute: String) -> RoleInstanceValuePath? {
        switch attribute {
        case "id": .instanceID
        case "roleName": .roleName
        case "faultDomain": .faultDomain
        case "updateDomain": .updateDomain
        default: nil
        }
    }

    private static func part(_ element: String, _ attribute: String, _ name: String) -> RoleInstanceValuePath? {
        switch (element, attribute) {
        case ("ConfigurationSettings/ConfigurationSetting", "value"): .setting(name: name)
        case ("LocalResources/LocalResource", "path"): .localResourcePath(name: name)
        case ("LocalResources/LocalResource", "sizeInMB"): .localResourceSize(name: name)
        case ("Endpoints/Endpoint", "protocol"): .endpointProtocol(name: name)
        case ("Endpoints/Endpoint", "address"): .endpointAddress(name: name)
        case ("Endpoints/Endpoint", "port"): .endpointPort(name: name)
        default: nil
        }
    }

    private static func text(_ element: String, _ name: String, _ attribute: String) -> String {
        let quote = name.contains("'") ? "\"" : "'"
        return "/RoleEnvironment/CurrentInstance/\(element)[@name=\(quote)\(name)\(quote)]/@\(attribute)"
    }
}

/// As much of an XPath as is documented: steps, at most one predicate `[@name='X']` on the last of them, an attribute.
private struct XPath {
    var steps: [String] = []
    var selectedName: String?
    var attribute = ""

    private var rest: Substring

    init?(_ text: String) {
        rest = text[...]
        while take("/") {
            if take("@") {
                guard let name = takeName() else { return nil }
                attribute = name
                break
            }
            guard selectedName == nil, let step = takeName() else { return nil }
            steps.append(step)
            if take("[") {
                guard let name = takePredicate() else { return nil }
                selectedName = name
            }
        }
        skipBlanks()
        guard rest.isEmpty, !attribute.isEmpty else { return nil }
    }

    private mutating func takePredicate() -> String? {
        guard take("@"), takeName() == "name", take("="), let name = takeLiteral(), take("]") else { return nil }
        return name
    }

    private mutating func skipBlanks() {
        rest = rest.drop { $0.isWhitespace }
    }

    private mutating func take(_ character: Character) -> Bool {
        skipBlanks()
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func takeName() -> String? {
        skipBlanks()
        let name = rest.prefix { $0.isLetter }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : String(name)
    }

    private mutating func takeLiteral() -> String? {
        skipBlanks()
        guard let quote = rest.first, quote == "'" || quote == "\"" else { return nil }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: quote) else { return nil }
        let literal = String(rest[..<end])
        rest = rest[end...].dropFirst()
        return literal
    }
}

extension Diagnostic {
    static func unknownRoleInstanceValue(_ written: String, at place: FileLocation?) -> Diagnostic {
        let forms = RoleInstanceValuePath.forms
        let near = nearest(to: withoutNames(written), among: forms)
        let list = forms.map { "\n          " + $0 }.joined()
        return Diagnostic(
            .unknownRoleInstanceValue,
            at: place,
            what: "cannot use xpath \(quoted(written, limit: 160))",
            why: "it is none of the paths into the role environment that Azure documents",
            mend: (near.map { "did you mean \($0)? " } ?? "") + "the paths are" + list
        )
    }

    /// Returns a path as the list has it: no blanks, `'X'` for every literal.
    private static func withoutNames(_ written: String) -> String {
        var text = ""
        var quote: Character?
        for character in written {
            if let open = quote {
                guard character == open else { continue }
                text += "X'"
                quote = nil
            } else if character == "'" || character == "\"" {
                text += "'"
                quote = character
            } else if !character.isWhitespace {
                text.append(character)
            }
        }
        return text
    }
}
