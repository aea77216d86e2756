import XMLText

extension Scope {
    /// Returns the value of an attribute as written; nil when it is absent.
    func text(_ name: String) -> String? {
        attribute(name)?.value
    }

    /// Returns the value of an attribute that must be there and must not be blank.
    func required(_ name: String) -> String? {
        guard let attribute = attribute(name) else {
            faults.error(.missingAttribute(name, of: self))
            return nil
        }
        guard !attribute.value.isBlank else {
            faults.error(.emptyValue(attribute.value, of: name, at: place(attribute.valueLocation)))
            return nil
        }
        return attribute.value
    }

    /// Returns the value of an attribute that becomes part of a path; reports those that can not.
    func requiredName(_ name: String) -> String? {
        guard let value = required(name) else { return nil }
        if value.contains(where: { $0 == "/" || $0 == "\\" || $0.isNewline || $0 == "\t" }),
            let attribute = attribute(name)
        {
            faults.error(.unusableName(value, of: name, element: self.name, at: place(attribute.valueLocation)))
        }
        return value
    }

    /// Returns the value of an attribute that is true or false.
    func flag(_ name: String, default standard: Bool) -> Bool {
        guard let attribute = attribute(name) else { return standard }
        switch attribute.value.trimmed {
        case "true", "True", "1": return true
        case "false", "False", "0": return false
        default:
            faults.error(.badBoolean(attribute.value, of: name, at: place(attribute.valueLocation)))
            return standard
        }
    }

    /// Returns the value of an attribute that is one of a closed list.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        default standard: Choice,
        fault: (String, FileLocation) -> Diagnostic
    ) -> Choice where Choice.RawValue == String {
        guard let attribute = attribute(name) else { return standard }
        guard let choice = Choice(rawValue: attribute.value) else {
            faults.error(fault(attribute.value, place(attribute.valueLocation)))
            return standard
        }
        return choice
    }

    /// Returns the value of an attribute that is one of a closed list, with the fault that most of them share.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        choice(name, default: standard) { written, place in
            .unknownChoice(written, of: name, known: Choice.allCases.map(\.rawValue), at: place)
        }
    }

    /// Returns the value of an attribute that is a whole number in a range; nil when it is absent or faulty.
    func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let attribute = attribute(name) else { return nil }
        guard let number = Int(attribute.value.trimmed), range.contains(number) else {
            faults.error(.badNumber(attribute.value, of: name, range: range, at: place(attribute.valueLocation)))
            return nil
        }
        return number
    }

    /// Returns the value of an attribute that is a port; nil when it is absent or faulty.
    func port(_ name: String) -> UInt16? {
        guard let attribute = attribute(name) else { return nil }
        guard let port = UInt16(attribute.value.trimmed), port > 0 else {
            faults.error(.badPort(attribute.value, of: name, at: place(attribute.valueLocation)))
            return nil
        }
        return port
    }

    /// Returns the value of a port attribute that must be there.
    func requiredPort(_ name: String) -> UInt16? {
        required(name) == nil ? nil : port(name)
    }

    /// Reports every name among the elements that stood before.
    func requireUnique(_ scopes: [Scope], by name: String = "name") {
        var seen: [String: FileLocation] = [:]
        for scope in scopes {
            guard let attribute = scope.attribute(name) else { continue }
            if let first = seen[attribute.value] {
                faults.error(
                    .duplicateName(
                        attribute.value,
                        element: scope.name,
                        first: first,
                        at: place(attribute.valueLocation)
                    )
                )
            } else {
                seen[attribute.value] = place(attribute.valueLocation)
            }
        }
    }
}

extension String {
    /// Whether there is nothing in it but what XML calls white space.
    ///
    /// By bytes, because every text between two elements is asked, and characters cost ten times as much.
    var isBlank: Bool {
        utf8.allSatisfy(\.isXMLSpace)
    }

    /// The text without the white space around it.
    var trimmed: String {
        guard let first = utf8.firstIndex(where: { !$0.isXMLSpace }),
            let last = utf8.lastIndex(where: { !$0.isXMLSpace })
        else { return "" }
        return String(self[first..<utf8.index(after: last)])
    }
}

extension UInt8 {
    /// Whether it is a blank, a tab, a line feed or a carriage return.
    var isXMLSpace: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D
    }
}
