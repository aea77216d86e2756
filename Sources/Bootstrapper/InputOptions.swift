import Lifecycle
import RoleModel

/// What `run`, `validate` and `plan` are told about a role, checked.
public struct InputOptions: Sendable {
    /// The role's folder, absolute.
    public var roleRoot: String
    /// `--role-model`, absolute; nil: beside the role root's other files.
    public var roleModel: String?
    /// `--service-definition`, absolute.
    public var serviceDefinition: String?
    /// `--service-configuration`, absolute.
    public var serviceConfiguration: String?
    /// The resources root, absolute (behaviour F2).
    public var resources: String
    /// `--instance-id`.
    public var instanceID: String?
    /// `--deployment-id`.
    public var deploymentID: String?
    /// `--emulated`.
    public var isEmulated = false
    /// `--host`, as written.
    public var host: String?
    /// `--role-user`.
    public var roleUser: String?
    /// `--env-file`, absolute.
    public var environmentFiles: [String] = []
    /// `--env-directory`, absolute.
    public var environmentDirectories: [String] = []
    /// `--only` and `--skip`.
    public var selection: TaskSelection
    /// `--status-check-interval`.
    public var statusCheckInterval: Duration?
    /// `--stop-timeout`.
    public var stopTimeout: Duration?
    /// `--on-stop-timeout`.
    public var onStopTimeout: Duration?
    /// `--drain`.
    public var drain: Duration?
    /// `--readiness-timeout`.
    public var readinessTimeout: Duration?
    /// `--recycle`.
    public var recycle: RecyclePolicy

    /// Checks what was parsed.
    ///
    /// - Throws: a usage error for a value that can not be used.
    public init(_ parsed: ParsedOptions, system: SystemFacts) throws(UsageError) {
        func absolute(_ name: OptionDefinition.Name) throws(UsageError) -> String? {
            guard let written = parsed.text(name) else { return nil }
            return try system.absolute(written)
        }
        let root = parsed.roleRoot ?? system.environment["RoleRoot"] ?? "."
        roleRoot = AbsolutePath.normalised(try system.absolute(root))
        roleModel = try absolute(.roleModel)
        serviceDefinition = try absolute(.serviceDefinition)
        serviceConfiguration = try absolute(.serviceConfiguration)
        resources = AbsolutePath.normalised(try absolute(.resources) ?? system.defaultResources)
        instanceID = try Self.identifier(parsed, .instanceID)
        deploymentID = try Self.identifier(parsed, .deploymentID)
        isEmulated = parsed.has(.emulated)
        host = parsed.text(.host)
        roleUser = parsed.text(.roleUser)
        for path in parsed.texts(.envFile) { environmentFiles.append(try system.absolute(path)) }
        for path in parsed.texts(.envDirectory) { environmentDirectories.append(try system.absolute(path)) }
        selection = try TaskSelection(parsed)
        statusCheckInterval = try parsed.seconds(.statusCheckInterval)
        stopTimeout = try parsed.seconds(.stopTimeout)
        onStopTimeout = try parsed.seconds(.onStopTimeout)
        drain = parsed.text(.drain) == "0" ? .zero : try parsed.seconds(.drain)
        readinessTimeout = try parsed.seconds(.readinessTimeout)
        recycle = try parsed.choice(.recycle, RecyclePolicy.self) ?? .never
    }

    /// An identifier becomes part of file names: no slash, no control character, not too long.
    private static func identifier(
        _ parsed: ParsedOptions,
        _ name: OptionDefinition.Name
    ) throws(UsageError) -> String? {
        guard let value = parsed.value(name) else { return nil }
        let isUsable = value.text.unicodeScalars.allSatisfy { $0 != "/" && $0.value > 32 && $0.value != 127 }
        guard isUsable, !value.text.isEmpty, value.text.utf8.count <= 128, value.text != ".", value.text != ".." else {
            throw UsageError(
                "cannot use \(value.origin) '\(value.text)': write up to 128 bytes without blanks and slashes",
                command: parsed.command
            )
        }
        return value.text
    }
}
