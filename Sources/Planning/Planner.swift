import Lifecycle
import RoleModel

/// Makes one plan: asks each room's rules in turn and keeps what they say.
struct Planner {
    let input: PlanningInput
    let index: FolderIndex
    let resolver: CommandResolver
    var users: UserRules
    var composer: EnvironmentComposer
    var diagnostics: [Diagnostic] = []
    private var folders: [String: String?] = [:]
    private var reached: Set<String> = []
    private var names = TaskNames()

    init(_ input: PlanningInput, _ files: any FileSystemView, _ accounts: any AccountDirectory) {
        self.input = input
        index = FolderIndex(files)
        resolver = CommandResolver(index: index, programsFolder: input.programsFolder)
        users = UserRules(input, index, accounts)
        composer = EnvironmentComposer(
            shared: PlatformVariables(input: input, index: index).block(),
            warnsOfMissingValues: input.describesService,
            documentValue: input.documentValue
        )
    }

    /// Makes the plan.
    mutating func plan() -> RolePlan {
        let tasks = plannedTasks()
        let host = plannedHost()
        return RolePlan(
            roleName: input.role.name,
            instanceID: input.instanceID,
            deploymentID: input.deploymentID,
            roleRoot: input.roleRoot,
            tasks: tasks,
            host: host,
            plan: schedule(tasks, host),
            sharedEnvironment: composer.shared.variables,
            notes: notes(),
            diagnostics: allDiagnostics()
        )
    }

    private func schedule(_ tasks: [PlannedTask], _ host: PlannedHost?) -> Plan {
        var plan = Plan()
        plan.tasks = tasks.map(\.schedule)
        plan.host = host?.schedule
        plan.statusCheckInterval = input.defaults.statusCheckInterval
        plan.onStopTimeout = input.defaults.onStopTimeout
        plan.drain = input.defaults.drain
        plan.recycle = input.defaults.recycle
        return plan
    }

    private func notes() -> [String] {
        var notes = users.note.map { [$0] } ?? []
        var leftOut: [String] = []
        for name in composer.silentlyLeftOut where !leftOut.contains(name) { leftOut.append(name) }
        if !leftOut.isEmpty {
            notes.append(
                "variables without a value, left out: \(leftOut.joined(separator: ", ")); their values come from a service "
                    + "definition and configuration, and none were given"
            )
        }
        return notes
    }

    /// Everything that was said, each thing once, in file order; what belongs to no file comes first.
    private func allDiagnostics() -> [Diagnostic] {
        var said: Set<Diagnostic> = []
        let all = (users.diagnostics + diagnostics + composer.diagnostics).filter { said.insert($0).inserted }
        let homeless = all.filter { $0.location == nil }
        let placed = all.enumerated().compactMap { place, diagnostic in
            diagnostic.location.map { (location: $0, place: place, diagnostic: diagnostic) }
        }
        let inOrder = placed.sorted { ($0.location, $0.place) < ($1.location, $1.place) }
        return homeless + inOrder.map(\.diagnostic)
    }
}

extension Planner {
    /// Returns the folder that a `relativePath` names, absolute; nil when it is not there.
    ///
    /// Without one it is `approot`, or, when the role has no `approot`, the role root.
    mutating func folder(_ relativePath: String?) -> String? {
        let written = relativePath ?? ""
        if let known = folders[written] { return known }
        let path = PathText.normalised("/" + PathText.translated(relativePath ?? "approot"))
        let found = index.existing(String(path.dropFirst()), below: input.roleRoot).flatMap {
            index.isFolder($0) ? $0 : nil
        }
        let folder = found ?? (relativePath == nil ? input.roleRoot : nil)
        folders[written] = .some(folder)
        return folder
    }

    /// Says, once for each user and folder, what keeps the one from the other.
    mutating func checkReach(_ credentials: PlannedCredentials, to folder: String) {
        for place in [input.roleRoot, folder] where reached.insert("\(credentials.uid) \(place)").inserted {
            if let barrier = users.barrier(for: credentials, to: place) {
                diagnostics.append(barrier)
                return
            }
        }
    }

    /// Returns how messages call the one whose program is written so; the second of a name gets a number.
    mutating func name(for commandLine: String) -> String {
        names.name(for: commandLine)
    }

    /// Returns readiness with absolute paths, and its command resolved.
    mutating func planned(_ readiness: Readiness?, in context: CommandContext) -> PlannedReadiness? {
        func path(_ written: String) -> String {
            PathText.join(context.folder, PathText.translated(context.environment.expanding(written)))
        }
        switch readiness {
        case nil: return nil
        case .unix(let written): return PlannedReadiness(.unix(path: path(written)))
        case .file(let written): return PlannedReadiness(.file(path: path(written)))
        case .exec(let commandLine):
            var context = context
            context.owner += " (a readiness check)"
            let outcome = resolver.resolve(commandLine, in: context)
            diagnostics += outcome.diagnostics
            return PlannedReadiness(.exec(commandLine: commandLine), command: outcome.command)
        case .notify, .fd, .tcp, .http: return readiness.map { PlannedReadiness($0) }
        }
    }
}
