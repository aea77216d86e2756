import RoleModel

/// Everything that a plan is made of, but for files and users.
public struct PlanningInput {
    /// What is written.
    public var role: Role
    /// The folder that holds `RoleModel.xml`, absolute.
    public var roleRoot: String
    /// The host that the command line names; nil: by the type of the role (D1).
    public var hostKind: HostKind?
    /// Returns what an xpath selects in the RoleEnvironment document; nil when it selects nothing.
    public var documentValue: (RoleInstanceValuePath) -> String?
    /// Whether a service definition or configuration was given; without one, values that are not there are no oddity.
    public var describesService = false
    /// The deployment id.
    public var deploymentID: String
    /// The instance id.
    public var instanceID: String
    /// The folder of local resources, temporary files and logs, absolute; nil: the process is not told.
    public var resourcesRoot: String?
    /// The folder of the role's configuration files, absolute; nil: the process is not told.
    public var configurationRoot: String?
    /// What `TEMP`, `TMP` and `TMPDIR` name, absolute.
    public var temporaryFolder: String
    /// The local resources: the name, which is also the variable's, and the path.
    public var localResources: [(name: String, path: String)] = []
    /// The sockets that `WaRuntimeEndpoint` names; nil: there is no runtime endpoint.
    public var runtimeEndpoint: String?
    /// Where channels of `/blockStartup` pairs are made, absolute; nil: known at launch only.
    public var runtimeFolder: String?
    /// The bootstrapper's own environment.
    public var inheritedEnvironment: [(String, String)] = []
    /// Variables from files, which come before those of the platform and after what is inherited.
    public var givenVariables: [PlannedVariable] = []
    /// The bootstrapper's user.
    public var userID: UInt32
    /// The bootstrapper's group.
    public var groupID: UInt32
    /// `--role-user`, a name or a number.
    public var roleUser: String?
    /// What holds where the model says nothing.
    public var defaults = PlanningDefaults()
    /// The `Path` operations of `RuntimeSetup.Manifest`, as written.
    public var runtimeSetupPaths: [String] = []
    /// The folder of the bootstrapper's own program and its siblings, absolute.
    public var programsFolder: String?

    /// Creates an input with what has no default.
    public init(
        role: Role,
        roleRoot: String,
        deploymentID: String,
        instanceID: String,
        temporaryFolder: String,
        userID: UInt32,
        groupID: UInt32,
        documentValue: @escaping (RoleInstanceValuePath) -> String?
    ) {
        self.role = role
        self.roleRoot = PathText.normalised(roleRoot)
        self.deploymentID = deploymentID
        self.instanceID = instanceID
        self.temporaryFolder = temporaryFolder
        self.userID = userID
        self.groupID = groupID
        self.documentValue = documentValue
    }
}
