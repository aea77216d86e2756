/// `Certificate` of a definition or a plugin: which store it is to be in.
public struct CertificateDefinition: Hashable, Sendable {
    /// Which stores.
    public enum StoreLocation: String, Hashable, Sendable, CaseIterable {
        /// Those of the machine.
        case localMachine = "LocalMachine"
        /// Those of the role's user.
        case currentUser = "CurrentUser"
    }

    /// Who may use the private key.
    public enum PermissionLevel: String, Hashable, Sendable, CaseIterable {
        /// Every process of the role.
        case limitedOrElevated
        /// Elevated processes only.
        case elevated
    }

    /// `@name`.
    public var name: String
    /// `@storeLocation`.
    public var storeLocation: StoreLocation
    /// `@storeName`: `My`, `Root`, `CA`, … or a name of the role's own.
    public var storeName: String
    /// `@permissionLevel`.
    public var permissionLevel: PermissionLevel
    /// Where the element stands.
    public var location: FileLocation

    /// Creates a declaration.
    public init(
        name: String,
        storeLocation: StoreLocation = .localMachine,
        storeName: String = "My",
        permissionLevel: PermissionLevel = .limitedOrElevated,
        location: FileLocation
    ) {
        self.name = name
        self.storeLocation = storeLocation
        self.storeName = storeName
        self.permissionLevel = permissionLevel
        self.location = location
    }
}

extension CertificateDefinition {
    /// Reads `Certificates/Certificate`.
    static func readAll(in scope: Scope) -> [CertificateDefinition] {
        let elements = scope.items("Certificates", "Certificate")
        scope.requireUnique(elements)
        return elements.compactMap { element in
            guard let name = element.required("name") else { return nil }
            return CertificateDefinition(
                name: name,
                storeLocation: element.choice("storeLocation", default: .localMachine),
                storeName: element.text("storeName") ?? "My",
                permissionLevel: element.choice("permissionLevel", default: .limitedOrElevated),
                location: element.location
            )
        }
    }
}
