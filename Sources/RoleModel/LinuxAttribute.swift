/// The attributes of our own namespace, and on which elements each one means something (behaviour B8).
public enum LinuxAttribute: String, Hashable, Sendable, CaseIterable {
    /// Whom to run as.
    case user
    /// How long a simple task may run.
    case timeout
    /// How one learns that it is ready.
    case readiness
    /// How long becoming ready may take.
    case readinessTimeout
    /// How one learns whether it is healthy.
    case statusCheck
    /// When it is started again.
    case restart
    /// Which signal asks it to end.
    case stopSignal
    /// How long it may take to end.
    case stopTimeout
    /// Which exit codes count as success.
    case successExitCodes
    /// Which transport of the runtime endpoint it is told of.
    case runtimeEndpoint

    /// The attributes of a `Task`.
    static let onTask: [LinuxAttribute] = allCases.filter { $0 != .statusCheck }
    /// The attributes of a `ProgramEntryPoint`, and of the `Runtime` around it.
    static let onProgram: [LinuxAttribute] = allCases.filter { $0 != .timeout && $0 != .restart }
    /// The attributes of a `NetFxEntryPoint`: its host is ours, and says itself when it is ready.
    static let onLibrary: [LinuxAttribute] = [.user, .stopTimeout, .runtimeEndpoint]
    /// The attributes of the root, and of a role in a definition.
    static let onRole: [LinuxAttribute] = [.user]

    /// The name with the prefix that all examples use.
    var qualifiedName: String { "linux:" + rawValue }

    /// Where it belongs, for a person.
    var home: String {
        switch self {
        case .user: "on 'RoleModel', 'Task', 'Runtime' or an entry point"
        case .timeout: "on a simple 'Task'"
        case .readiness, .readinessTimeout:
            "on a background or foreground 'Task', on 'ProgramEntryPoint' or on 'Runtime'"
        case .statusCheck: "on 'ProgramEntryPoint' or on 'Runtime'"
        case .restart: "on a background or foreground 'Task'; for the host use --recycle"
        case .stopSignal, .successExitCodes: "on 'Task', 'ProgramEntryPoint' or 'Runtime'"
        case .stopTimeout, .runtimeEndpoint: "on 'Task', 'Runtime' or an entry point"
        }
    }
}
