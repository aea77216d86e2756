import SchemaFiles

/// The XML Schemas of a role's files (behaviour B8).
enum Schema: String, CaseIterable {
    /// Of `RoleModel.xml`.
    case rolemodel
    /// Of `ServiceDefinition.csdef`.
    case servicedefinition
    /// Of `ServiceConfiguration.cscfg`.
    case serviceconfiguration
    /// Of `<Module>.csplugin`.
    case servicemodule
    /// Of the Linux attributes; the others import it.
    case linux

    /// The file's text.
    var text: String {
        let file = file
        return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.count), as: UTF8.self)
    }

    /// The file's name, as the others import it.
    var fileName: String { rawValue + ".xsd" }

    private var file: wahost_file {
        switch self {
        case .rolemodel: wahost_schema_rolemodel
        case .servicedefinition: wahost_schema_servicedefinition
        case .serviceconfiguration: wahost_schema_serviceconfiguration
        case .servicemodule: wahost_schema_servicemodule
        case .linux: wahost_schema_linux
        }
    }
}
