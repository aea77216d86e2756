/// The namespaces that Azure's files use.
enum Namespace {
    /// .csdef, .csplugin and RoleModel.xml.
    static let definition = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition"
    /// .cscfg.
    static let configuration = "http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration"
    /// .rd.
    static let serviceModel = "http://schemas.microsoft.com/dsltools/RDSM"

    /// Returns whether elements or attributes of a namespace are Azure's to define; those without a namespace are.
    static func isAzure(_ namespace: String?) -> Bool {
        switch namespace {
        case nil, "", definition, configuration, serviceModel: true
        default: false
        }
    }

    /// Returns whether a namespace was meant to be ours but is none that we know.
    static func resemblesLinux(_ namespace: String) -> Bool {
        namespace != LinuxExtensions.namespace && namespace.lowercased().hasPrefix("urn:wahostbootstrapper")
    }
}
