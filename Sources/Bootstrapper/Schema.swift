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
    var text: StaticString {
        switch self {
        case .rolemodel: Self.rolemodelText
        case .servicedefinition: Self.servicedefinitionText
        case .serviceconfiguration: Self.serviceconfigurationText
        case .servicemodule: Self.servicemoduleText
        case .linux: Self.linuxText
        }
    }

    /// The file's name, as the others import it.
    var fileName: String { rawValue + ".xsd" }
}
