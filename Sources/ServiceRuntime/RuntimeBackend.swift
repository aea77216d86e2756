internal import RuntimeProtocol

/// What stands behind ``RoleEnvironment``: the runtime endpoint, or the host of a role library.
protocol RuntimeBackend: Sendable {
    /// The role environment in force.
    func snapshot() throws(RoleEnvironmentError) -> EnvironmentSnapshot
    /// The value of a setting.
    func setting(_ name: String) throws(RoleEnvironmentError) -> String
    /// A local resource.
    func localResource(_ name: String) throws(RoleEnvironmentError) -> LocalResource
    /// Asks for a recycle.
    func requestRecycle() throws(RoleEnvironmentError)
    /// Reports a status until a moment.
    func setStatus(_ status: RoleInstanceStatus, until expiration: RuntimeInstant) throws(RoleEnvironmentError)
    /// Takes the reported status back.
    func clearStatus() throws(RoleEnvironmentError)
    /// Says that the role has done what it does on stopping.
    func reportStopped() throws(RoleEnvironmentError)
    /// Somebody listens to the events from now on.
    func listen() throws(RoleEnvironmentError)
}
