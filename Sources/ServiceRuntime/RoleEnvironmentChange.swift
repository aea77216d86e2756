/// One difference between the configuration as it was and as it is, or will be.
public enum RoleEnvironmentChange: Hashable, Sendable {
    /// A setting has another value, has come or has gone.
    case configurationSetting(name: String)
    /// An instance of a role has come or gone, or has other domains or endpoints.
    case topology(roleName: String)
}
