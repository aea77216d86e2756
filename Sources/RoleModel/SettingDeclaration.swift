/// `Setting` of a definition or a plugin: that there is one; its value is in the configuration.
public struct SettingDeclaration: Hashable, Sendable {
    /// `@name`.
    public var name: String
    /// Where the element stands.
    public var location: FileLocation

    /// Creates a declaration.
    public init(name: String, location: FileLocation) {
        self.name = name
        self.location = location
    }
}

extension SettingDeclaration {
    /// Reads `ConfigurationSettings/Setting`.
    static func readAll(in scope: Scope) -> [SettingDeclaration] {
        let elements = scope.items("ConfigurationSettings", "Setting")
        scope.requireUnique(elements)
        return elements.compactMap { element in
            element.required("name").map { SettingDeclaration(name: $0, location: element.location) }
        }
    }
}
