import XMLText

extension RoleEnvironmentDocument {
    /// Returns the document as a file: XML in ASCII, every container there even when it is empty (Java's client needs it).
    public func xml() -> [UInt8] {
        var root = XMLElement(
            "RoleEnvironment",
            children: [
                XMLElement("Deployment", [("id", deploymentID), ("emulated", isEmulated ? "true" : "false")]),
                current,
                XMLElement("Roles", children: roles.map(\.element)),
            ]
        )
        root.namespaceDeclarations = [
            XMLNamespaceDeclaration(prefix: "xsi", namespace: "http://www.w3.org/2001/XMLSchema-instance"),
            XMLNamespaceDeclaration(prefix: "xsd", namespace: "http://www.w3.org/2001/XMLSchema"),
        ]
        // It can not fail: all names are ours, and every value is made of characters that XML has.
        return (try? XMLWriter.write(root, options: XMLWriter.Options(indentation: 2, asciiOnly: true))) ?? []
    }

    private var current: XMLElement {
        XMLElement(
            "CurrentInstance",
            [
                ("id", currentInstance.id), ("roleName", roleName),
                ("faultDomain", String(currentInstance.faultDomain)),
                ("updateDomain", String(currentInstance.updateDomain)),
            ],
            children: [
                XMLElement(
                    "ConfigurationSettings",
                    children: settings.map {
                        XMLElement("ConfigurationSetting", [("name", $0.name), ("value", $0.value)])
                    }
                ),
                XMLElement(
                    "LocalResources",
                    children: localResources.map {
                        XMLElement(
                            "LocalResource",
                            [("name", $0.name), ("path", $0.path), ("sizeInMB", String($0.sizeInMB))]
                        )
                    }
                ),
                XMLElement("Endpoints", children: currentInstance.endpoints.map(\.element)),
            ]
        )
    }
}

extension RoleEnvironmentDocument.Endpoint {
    fileprivate var element: XMLElement {
        XMLElement(
            "Endpoint",
            [("name", name), ("address", address), ("port", String(port)), ("protocol", transport)]
        )
    }
}

extension RoleEnvironmentDocument.RoleEntry {
    fileprivate var element: XMLElement {
        let instances = instances.map { instance in
            XMLElement(
                "Instance",
                [
                    ("id", instance.id), ("faultDomain", String(instance.faultDomain)),
                    ("updateDomain", String(instance.updateDomain)),
                ],
                children: [XMLElement("Endpoints", children: instance.endpoints.map(\.element))]
            )
        }
        return XMLElement("Role", [("name", name)], children: [XMLElement("Instances", children: instances)])
    }
}

extension XMLElement {
    /// Creates an element of a document that nobody has written yet.
    fileprivate init(_ name: String, _ attributes: [(String, String)] = [], children: [XMLElement] = []) {
        let nowhere = SourceLocation(line: 1, column: 1)
        self.init(
            name: XMLName(local: name),
            attributes: attributes.map { name, value in
                XMLAttribute(
                    name: XMLName(local: name),
                    value: value.writableInXML,
                    location: nowhere,
                    valueLocation: nowhere
                )
            },
            children: children.map(XMLNode.element),
            location: nowhere
        )
    }
}

extension String {
    /// The text with U+FFFD for every character that XML has no way to write.
    fileprivate var writableInXML: String {
        var text = String.UnicodeScalarView()
        for scalar in unicodeScalars {
            switch scalar.value {
            case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x1_0000...0x10_FFFF: text.append(scalar)
            default: text.append("\u{FFFD}")
            }
        }
        return String(text)
    }
}
