import JSONText
import RuntimeProtocol

/// What a command line asks for.
enum RoleRequest: Hashable {
    /// One attribute of a thing, or all of it as JSON.
    enum Form: Hashable {
        case field(String)
        case json
    }

    /// Which endpoint, and what of it.
    struct EndpointQuestion: Hashable {
        /// Nil: all of them.
        var name: String?
        /// Nil: the instance's own role.
        var role: String?
        /// Nil: this instance, or with a role all of the role's.
        var instance: String?
        var form: Form
    }

    case help
    case setting(name: String)
    case settings(json: Bool)
    case endpoint(EndpointQuestion)
    case resource(name: String, Form)
    case resources(json: Bool)
    case instance(Form)
    case instances(role: String?, json: Bool)
    case deployment(Form)
    case incarnation
    case setStatus(ReportedStatus, for: Duration?, client: String?)
    case clearStatus(client: String?)
    case requestRecycle(client: String?)
    case waitChanged(timeout: Duration?, since: UInt64?, json: Bool)
    case waitStopping(timeout: Duration?)

    /// The name to report under, when one was given.
    var client: String? {
        switch self {
        case .setStatus(_, for: _, let client), .clearStatus(let client), .requestRecycle(let client): client
        case .help, .setting, .settings, .endpoint, .resource, .resources, .instance, .instances, .deployment,
            .incarnation, .waitChanged, .waitStopping:
            nil
        }
    }
}
