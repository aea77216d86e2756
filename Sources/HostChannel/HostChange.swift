/// One difference between the configuration as it is and as it will be.
public enum HostChange: Hashable, Sendable {
    /// The setting of this name has another value, has come or has gone.
    case configurationSetting(String)
    /// The role of this name has other instances or endpoints.
    case topology(role: String)
}
