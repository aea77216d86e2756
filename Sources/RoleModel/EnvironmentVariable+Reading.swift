extension EnvironmentVariable {
    /// Reads `Environment/Variable` of an element, in file order; faulty ones are reported and left out.
    static func readAll(in scope: Scope) -> [EnvironmentVariable] {
        let variables = scope.items("Environment", "Variable").compactMap(EnvironmentVariable.init(reading:))
        var seen: [String: FileLocation] = [:]
        for variable in variables {
            if let first = seen[variable.name] {
                scope.faults.warning(.duplicateVariable(variable.name, first: first, at: variable.location))
            }
            seen[variable.name] = variable.location
        }
        return variables
    }

    /// Reads a `Variable`.
    private init?(reading scope: Scope) {
        guard let name = scope.required("name"), let attribute = scope.attribute("name") else { return nil }
        if name.contains("=") {
            let place = scope.place(attribute.valueLocation)
            scope.faults.error(.unusableName(name, of: "name", element: scope.name, at: place))
        }
        let literal = scope.attribute("value")
        let instanceValue = scope.child("RoleInstanceValue")
        switch (literal, instanceValue) {
        case (let literal?, nil):
            self.init(
                name: name,
                value: .literal(literal.value),
                location: scope.location,
                valueLocation: scope.place(literal.valueLocation)
            )
        case (nil, let instanceValue?):
            self.init(name: name, instanceValue: instanceValue, location: scope.location)
        case (_?, let instanceValue?):
            scope.faults.error(.severalVariableValues(name, at: instanceValue.location))
            return nil
        case (nil, nil):
            scope.faults.error(.missingVariableValue(name, at: scope.location))
            return nil
        }
    }

    private init?(name: String, instanceValue scope: Scope, location: FileLocation) {
        guard let xpath = scope.required("xpath"), let attribute = scope.attribute("xpath") else { return nil }
        let place = scope.place(attribute.valueLocation)
        do throws(Diagnostic) {
            let path = try RoleInstanceValuePath(xpath, at: place)
            self.init(name: name, value: .roleInstanceValue(path), location: location, valueLocation: place)
        } catch {
            scope.faults.error(error)
            return nil
        }
    }
}
