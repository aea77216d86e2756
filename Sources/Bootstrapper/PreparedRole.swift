import Lifecycle
import Planning
import RoleModel

/// A role read and planned: what `validate` judges, `plan` shows and `run` runs.
struct PreparedRole {
    /// The role's own files.
    var files: RoleFiles
    /// The RoleEnvironment document (behaviour B5).
    var document: RoleEnvironmentDocument
    /// Who runs, where, as whom, with what.
    let plan: RolePlan
    /// Which host.
    let hostKind: HostKind
    /// Where the instance keeps what it writes.
    let folders: ResourceFolders

    /// What preparing gave.
    struct Outcome {
        var role: PreparedRole?
        var diagnostics: [Diagnostic]
        var lacksInput = false

        /// The exit code when the role can not be run, nil when it can.
        var exitCode: ExitCode? {
            if lacksInput { return .noInput }
            return diagnostics.contains { $0.severity == .error } ? .faultyFiles : nil
        }
    }

    /// Reads and plans; changes nothing on the disk.
    ///
    /// - Parameters:
    ///   - options: which role, and how.
    ///   - system: where we are.
    ///   - freePort: gives a port for an endpoint that asks for any.
    /// - Returns: the role when it could be read, and everything there is to say about it.
    static func prepare(
        _ options: InputOptions,
        system: SystemFacts,
        freePort: @escaping (String) -> UInt16
    ) -> Outcome {
        let reading = RoleFiles.read(options, shownFrom: system.currentFolder)
        guard var files = reading.files else {
            return Outcome(diagnostics: reading.diagnostics, lacksInput: reading.lacksInput)
        }
        let given = GivenEnvironment(options, shownFrom: system.currentFolder)
        let selection = options.selection.applied(to: files.role)
        files.role = selection.role
        var diagnostics = reading.diagnostics + given.diagnostics + selection.diagnostics
        let hostKind = HostKind.choose(for: files.role, definition: files.definition, named: options.host)
        if hostKind == nil { diagnostics.append(.unknownHost(options.host ?? "")) }
        let deployment = options.deploymentID ?? "local"
        let folders = ResourceFolders(root: options.resources, deploymentID: deployment, roleName: files.role.name)
        let document = document(files, options, deployment: deployment, folders: folders, freePort: freePort)
        var input = PlanningInput(
            role: files.role,
            roleRoot: options.roleRoot,
            deploymentID: deployment,
            instanceID: document.currentInstance.id,
            temporaryFolder: folders.temporary,
            userID: system.uid,
            groupID: system.gid,
            documentValue: { document.value(at: $0) }
        )
        input.hostKind = hostKind
        input.describesService = files.definition != nil || files.configuration != nil
        input.resourcesRoot = folders.root
        input.localResources = document.localResources.map { ($0.name, $0.path) }
        input.runtimeFolder = folders.runtime
        input.runtimeEndpoint = folders.endpoint + "/version.sock"
        input.inheritedEnvironment = system.environment.sorted { $0.key < $1.key }
        input.givenVariables = given.variables
        input.roleUser = options.roleUser
        input.defaults = defaults(options)
        input.runtimeSetupPaths = files.setup?.paths ?? []
        input.programsFolder = AbsolutePath.folder(of: system.executable)
        var plan = RolePlan.make(input, fileSystem: SystemFiles(), accounts: SystemAccounts())
        if !selection.leftOut.isEmpty {
            plan.notes.append("startup tasks left out: " + selection.leftOut.joined(separator: ", "))
        }
        diagnostics += plan.diagnostics
        plan.diagnostics = diagnostics
        let role = PreparedRole(
            files: files,
            document: document,
            plan: plan,
            hostKind: hostKind ?? .worker,
            folders: folders
        )
        return Outcome(role: role, diagnostics: diagnostics, lacksInput: reading.lacksInput || given.lacksInput)
    }

    private static func document(
        _ files: RoleFiles,
        _ options: InputOptions,
        deployment: String,
        folders: ResourceFolders,
        freePort: @escaping (String) -> UInt16
    ) -> RoleEnvironmentDocument {
        var instance = InstanceOptions(
            deploymentID: deployment,
            localResourcePath: { folders.localResource($0) },
            freePort: freePort
        )
        instance.instanceID = options.instanceID
        instance.isEmulated = options.isEmulated
        return RoleEnvironmentDocument.make(
            role: files.role,
            definition: files.definition,
            configuration: files.configuration,
            options: instance
        )
    }

    private static func defaults(_ options: InputOptions) -> PlanningDefaults {
        var defaults = PlanningDefaults()
        if let value = options.stopTimeout { defaults.stopTimeout = value }
        if let value = options.readinessTimeout { defaults.readinessTimeout = value }
        if let value = options.onStopTimeout { defaults.onStopTimeout = value }
        if let value = options.drain { defaults.drain = value }
        if let value = options.statusCheckInterval { defaults.statusCheckInterval = value }
        defaults.recycle = options.recycle
        return defaults
    }
}
