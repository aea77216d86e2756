/// `Role` of a configuration.
public struct RoleConfiguration: Hashable, Sendable {
    /// `Setting` with its value.
    public struct Setting: Hashable, Sendable {
        /// `@name`; the full name for a plugin's.
        public var name: String
        /// `@value`.
        public var value: String
        /// Where the element stands.
        public var location: FileLocation

        /// Creates a setting.
        public init(name: String, value: String, location: FileLocation) {
            self.name = name
            self.value = value
            self.location = location
        }
    }

    /// `Certificate` with its thumbprint.
    public struct Certificate: Hashable, Sendable {
        /// `@name`; the full name for a plugin's.
        public var name: String
        /// `@thumbprint`, in upper case.
        public var thumbprint: String
        /// `@thumbprintAlgorithm`; `sha1` when absent.
        public var thumbprintAlgorithm: String
        /// Where the element stands.
        public var location: FileLocation

        /// Creates a certificate.
        public init(name: String, thumbprint: String, thumbprintAlgorithm: String = "sha1", location: FileLocation) {
            self.name = name
            self.thumbprint = thumbprint
            self.thumbprintAlgorithm = thumbprintAlgorithm
            self.location = location
        }
    }

    /// `@name`.
    public var name: String
    /// `@vmName`; nil when absent.
    public var vmName: String?
    /// `Instances/@count`.
    public var instanceCount: Int
    /// `ConfigurationSettings/Setting`, in file order.
    public var settings: [Setting] = []
    /// `Certificates/Certificate`, in file order.
    public var certificates: [Certificate] = []
    /// Where the element stands.
    public var location: FileLocation
    /// Where the value of `count` stands.
    public var instanceCountLocation: FileLocation

    /// Creates a role without settings.
    public init(name: String, instanceCount: Int, location: FileLocation, instanceCountLocation: FileLocation? = nil) {
        self.name = name
        self.instanceCount = instanceCount
        self.location = location
        self.instanceCountLocation = instanceCountLocation ?? location
    }
}

extension RoleConfiguration {
    /// Reads a `Role` of a configuration.
    init?(reading scope: Scope) {
        let name = scope.requiredName("name")
        let instances = scope.child("Instances")
        if instances == nil {
            let why = "it says how many instances of the role there are"
            scope.faults.error(.missingElement("Instances", in: scope, why: why))
        }
        let count = instances.flatMap { $0.required("count") == nil ? nil : $0.number("count", in: 0...10_000) }
        self.init(
            name: name ?? "",
            instanceCount: count ?? 0,
            location: scope.location,
            instanceCountLocation: instances?.attribute("count").map { scope.place($0.valueLocation) }
        )
        vmName = scope.text("vmName")
        let settings = scope.items("ConfigurationSettings", "Setting")
        scope.requireUnique(settings)
        self.settings = settings.compactMap(Setting.init(reading:))
        let certificates = scope.items("Certificates", "Certificate")
        scope.requireUnique(certificates)
        self.certificates = certificates.compactMap(Certificate.init(reading:))
        if name == nil { return nil }
    }
}

extension RoleConfiguration.Setting {
    fileprivate init?(reading scope: Scope) {
        let name = scope.required("name")
        let value = scope.text("value")
        if value == nil { scope.faults.error(.missingAttribute("value", of: scope)) }
        guard let name, let value else { return nil }
        self.init(name: name, value: value, location: scope.location)
    }
}

extension RoleConfiguration.Certificate {
    fileprivate init?(reading scope: Scope) {
        let name = scope.required("name")
        guard let thumbprint = scope.attribute("thumbprint") else {
            scope.faults.error(.missingAttribute("thumbprint", of: scope))
            return nil
        }
        let digits = thumbprint.value.trimmed
        if digits.utf8.count != 40 || !digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
            scope.faults.warning(.badThumbprint(thumbprint.value, at: scope.place(thumbprint.valueLocation)))
        }
        guard let name else { return nil }
        self.init(
            name: name,
            thumbprint: digits.uppercased(),
            thumbprintAlgorithm: scope.text("thumbprintAlgorithm") ?? "sha1",
            location: scope.location
        )
    }
}
