internal import RuntimeClient

/// Why the role environment can not say or do what was asked for.
public enum RoleEnvironmentError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no runtime: the process is none of a role, or the bootstrapper does not answer. With the reason.
    case notAvailable(String)
    /// There is no setting of that name. With the names that there are, as far as they are known.
    case noSuchSetting(String, among: [String])
    /// There is no local resource of that name. With the names that there are, as far as they are known.
    case noSuchLocalResource(String, among: [String])
    /// The report could not be made. With the reason.
    case notReported(String)

    /// The error as a person reads it: what, why, mend.
    public var description: String {
        switch self {
        case .notAvailable(let reason), .notReported(let reason): reason
        case .noSuchSetting(let name, let names):
            "cannot find setting '\(name)': \(Self.list(names)); declare it in ServiceDefinition.csdef and give it a value "
                + "in ServiceConfiguration.cscfg"
        case .noSuchLocalResource(let name, let names):
            "cannot find local resource '\(name)': \(Self.list(names)); declare it as LocalStorage in "
                + "ServiceDefinition.csdef"
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "the role has none of that name" : "there is " + names.map { "'\($0)'" }.joined(separator: ", ")
    }
}
