/// `LocalStorage`: a directory that an instance has for itself.
public struct LocalResource: Hashable, Sendable {
    /// `@name`; the directory is named after it.
    public var name: String
    /// `@sizeInMB`.
    public var sizeInMB: Int
    /// `@cleanOnRoleRecycle`.
    public var cleansOnRoleRecycle: Bool
    /// Where the element stands; nil for the one that every role has.
    public var location: FileLocation?

    /// Creates a resource.
    public init(name: String, sizeInMB: Int, cleansOnRoleRecycle: Bool = true, location: FileLocation? = nil) {
        self.name = name
        self.sizeInMB = sizeInMB
        self.cleansOnRoleRecycle = cleansOnRoleRecycle
        self.location = location
    }

    /// The one that every role has, as cspack adds it.
    public static let diagnosticStore = LocalResource(
        name: "DiagnosticStore",
        sizeInMB: 4_096,
        cleansOnRoleRecycle: false
    )
}

extension LocalResource {
    /// Reads `LocalResources/LocalStorage`, and `LocalStorage` directly inside as old files have it.
    ///
    /// - Parameters:
    ///   - scope: a role or a module.
    ///   - size: what `sizeInMB` is when it is not written.
    /// - Returns: the resources, in file order.
    static func readAll(in scope: Scope, defaultSize size: Int) -> [LocalResource] {
        let elements = scope.items("LocalResources", "LocalStorage") + scope.children("LocalStorage")
        scope.requireUnique(elements)
        return elements.compactMap { element in
            guard let name = element.requiredName("name") else { return nil }
            return LocalResource(
                name: name,
                sizeInMB: element.number("sizeInMB", in: 1...Int(Int32.max)) ?? size,
                cleansOnRoleRecycle: element.flag("cleanOnRoleRecycle", default: true),
                location: element.location
            )
        }
    }
}
