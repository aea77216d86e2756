internal import RuntimeClient
internal import RuntimeProtocol

/// What a role is told of its surroundings, and how it talks back.
///
/// Works in every process that has the variable `WaRuntimeEndpoint` and in role libraries. The first use connects; that
/// and every report wait for the bootstrapper, usually for less than a millisecond and at most for 5 seconds.
///
/// Everything but ``isAvailable`` throws ``RoleEnvironmentError/notAvailable(_:)`` where there is no runtime.
public enum RoleEnvironment {
    static let events = RuntimeEvents()
    static let runtime = RuntimeChoice()

    /// Whether there is a runtime that answers.
    public static var isAvailable: Bool { (try? runtime.backend().snapshot()) != nil }

    /// Whether the deployment runs in an emulator.
    public static var isEmulated: Bool { get throws { try snapshot().document.isEmulated } }

    /// The name of the deployment.
    public static var deploymentID: String { get throws { try snapshot().document.deploymentID } }

    /// This instance.
    public static var currentRoleInstance: RoleInstance { get throws { try snapshot().currentInstance } }

    /// The roles of the deployment by name: this one, and those with internal endpoints.
    public static var roles: [String: Role] { get throws { try snapshot().roles } }

    /// Returns the value of a configuration setting, as it is now.
    ///
    /// During `changing` it is the old one, from `changed` on the new one.
    ///
    /// - Parameter name: the name in the service definition; upper and lower case are different.
    /// - Returns: the value, which may be empty.
    /// - Throws: ``RoleEnvironmentError/noSuchSetting(_:among:)`` when there is none of that name.
    public static func configurationSettingValue(_ name: String) throws -> String {
        try runtime.backend().setting(name)
    }

    /// Returns a local resource.
    ///
    /// - Parameter name: the name in the service definition.
    /// - Returns: its folder and its size.
    /// - Throws: ``RoleEnvironmentError/noSuchLocalResource(_:among:)`` when there is none of that name.
    public static func localResource(_ name: String) throws -> LocalResource {
        try runtime.backend().localResource(name)
    }

    /// Asks for the instance to be stopped in order and started again.
    ///
    /// Returns when the bootstrapper knows; `stopping` follows. A second call does nothing.
    ///
    /// - Throws: why it could not be told.
    public static func requestRecycle() throws {
        try runtime.backend().requestRecycle()
    }

    /// Reports that this process is Ready or Busy.
    ///
    /// It holds until it expires, is cleared or is set anew; the least ready one of the instance's processes wins. A
    /// program with `setReadyOnProcessStart="false"` becomes Ready by this. For a short pause, ``statusCheck`` is better: it
    /// can not be forgotten.
    ///
    /// - Parameters:
    ///   - status: what to report.
    ///   - duration: how long it holds; nil: for ever.
    /// - Throws: why it could not be told.
    public static func setStatus(_ status: RoleInstanceStatus, for duration: Duration? = nil) throws {
        let expiration = duration.map { RuntimeInstant.fromSystemClock().advanced(by: $0) } ?? .forever
        try runtime.backend().setStatus(status, until: expiration)
    }

    /// Takes back what ``setStatus(_:for:)`` reported: the bootstrapper judges for itself again.
    ///
    /// - Throws: why it could not be told.
    public static func clearStatus() throws {
        try runtime.backend().clearStatus()
    }

    private static func snapshot() throws(RoleEnvironmentError) -> EnvironmentSnapshot {
        try runtime.backend().snapshot()
    }
}
