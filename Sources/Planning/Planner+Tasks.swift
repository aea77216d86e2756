import Lifecycle
import RoleModel

extension Planner {
    /// Returns the startup tasks, in file order.
    mutating func plannedTasks() -> [PlannedTask] {
        let written = input.role.startupTasks
        var agents: [Int: Int] = [:]
        for place in written.indices { agents[place] = input.role.blockStartupAgent(ofTask: place) }
        let waitedFor = Set(agents.values)
        var tasks: [PlannedTask] = []
        tasks.reserveCapacity(written.count)
        for (place, task) in written.enumerated() {
            let agent = agents[place].flatMap { written.indices.contains($0) ? (place: $0, task: written[$0]) : nil }
            let block = agent.map { agent -> Plan.Block in
                agent.task.linux.readiness == nil ? .program(agent: agent.place) : .native(agent: agent.place)
            }
            let isAgent = waitedFor.contains(place) && task.linux.readiness == nil
            tasks.append(planned(task, number: place + 1, block: block, channelOfAgent: isAgent ? place : nil))
        }
        pairTimeouts(&tasks, agents, written)
        return tasks
    }

    private mutating func planned(
        _ task: StartupTask,
        number: Int,
        block: Plan.Block?,
        channelOfAgent: Int?
    ) -> PlannedTask {
        let credentials = users.credentials(for: task.executionContext, user: task.linux.user, at: task.location)
        let found = folder(task.relativePath)
        var context = context(of: task, number: number, in: found, credentials)
        if let found { checkReach(credentials, to: found) }
        var channelNames: [String] = []
        let channel = channel(of: block, channelOfAgent, in: &context.environment, &channelNames)
        let runsNothing = if case .native = block { true } else { false }
        let command = runsNothing ? nil : command(task.commandLine, folder: found, task.relativePath, context)
        let readiness = planned(task.linux.readiness, in: context)
        var variables = context.environment.variables
        var atLaunch = channelNames + (readiness?.variable.map { [$0] } ?? [])
        let endpoint = runsNothing ? nil : endpoint(task.linux, for: command, in: &variables, &atLaunch)
        return PlannedTask(
            number: number,
            schedule: schedule(of: task, block),
            context: task.executionContext,
            moduleName: task.moduleName,
            commandLine: task.commandLine,
            loggedCommand: loggedCommand(task),
            command: command,
            workingDirectory: found ?? context.folder,
            environment: variables,
            setAtLaunch: atLaunch,
            credentials: credentials,
            readiness: readiness,
            blockChannel: channel,
            runtimeEndpoint: endpoint,
            stopSignal: task.linux.stopSignal ?? 15,
            location: task.location
        )
    }

    private mutating func context(
        of task: StartupTask,
        number: Int,
        in found: String?,
        _ credentials: PlannedCredentials
    ) -> CommandContext {
        let folder =
            found
            ?? PathText.join(input.roleRoot, String(PathText.translated(task.relativePath ?? "").drop { $0 == "/" }))
        return CommandContext(
            owner: "startup task \(number)",
            folder: folder,
            searchFolders: [folder],
            environment: environment(task.environment, folder: folder, credentials),
            access: credentials.access,
            userName: credentials.user,
            location: task.commandLineLocation,
            roleRoot: input.roleRoot
        )
    }

    /// Returns the environment of a process that runs with these credentials.
    mutating func environment(
        _ variables: [EnvironmentVariable],
        folder: String,
        _ credentials: PlannedCredentials
    ) -> EnvironmentBlock {
        let user = credentials.changesUser ? users.accounts.account(uid: credentials.uid) : nil
        return composer.environment(of: variables, folder: folder, user: user)
    }

    /// A folder that is not there is told only where the program itself is found elsewhere: one fault, one message.
    private mutating func command(
        _ line: String,
        folder: String?,
        _ relativePath: String?,
        _ context: CommandContext
    ) -> ResolvedCommand? {
        let outcome = resolver.resolve(line, in: context)
        diagnostics += outcome.diagnostics
        if folder == nil, let command = outcome.command, !command.rules.contains(.ownProgram) {
            diagnostics.append(.noSuchFolder(relativePath ?? "approot", looked: context.folder, context))
        }
        return outcome.command
    }

    private func channel(
        of block: Plan.Block?,
        _ agent: Int?,
        in environment: inout EnvironmentBlock,
        _ atLaunch: inout [String]
    ) -> String? {
        let place = if case .program(let agent) = block { Optional(agent) } else { agent }
        guard let place else { return nil }
        guard let folder = input.runtimeFolder else {
            atLaunch.append(Self.channelVariable)
            return nil
        }
        let path = PathText.join(folder, "blockStartup-\(place + 1)")
        environment.set(Self.channelVariable, path, .platform)
        return path
    }

    /// The variable in which both tasks of a `/blockStartup` pair find their channel.
    static let channelVariable = "WaBlockStartupChannel"

    private func loggedCommand(_ task: StartupTask) -> String {
        let folder = PathText.translated(task.relativePath ?? "approot")
        let separator = folder.hasSuffix("/") ? "" : "/"
        return input.roleRoot + "/" + folder + separator + task.commandLine
    }

    private mutating func schedule(of task: StartupTask, _ block: Plan.Block?) -> Plan.Task {
        var schedule = Plan.Task(name: name(for: task.commandLine), type: task.taskType)
        schedule.block = block
        schedule.watchesReadiness = task.linux.readiness != nil && task.taskType != .simple
        let readinessLimit = task.linux.limit(.readinessTimeout, default: input.defaults.readinessTimeout)
        schedule.readinessTimeout = readinessLimit ?? .longest
        schedule.timeout = task.taskType == .simple ? task.linux.timeout : nil
        schedule.restart = task.taskType == .simple ? .never : task.linux.restart ?? .never
        schedule.successExitCodes = task.linux.successExitCodes ?? [0]
        schedule.stopTimeout =
            task.linux.limit(.stopTimeout, default: task.taskType == .foreground ? nil : input.defaults.stopTimeout)
        return schedule
    }

    /// A pair has one limit: the agent's, or, where it declares none, that of the task that waits.
    private func pairTimeouts(_ tasks: inout [PlannedTask], _ agents: [Int: Int], _ written: [StartupTask]) {
        for (waiting, agent) in agents {
            guard tasks.indices.contains(waiting), tasks.indices.contains(agent) else { continue }
            let own = written[waiting].linux.limit(.readinessTimeout, default: input.defaults.readinessTimeout)
            let limit = written[agent].linux.limit(.readinessTimeout, default: own) ?? .longest
            tasks[waiting].schedule.readinessTimeout = limit
            tasks[agent].schedule.readinessTimeout = limit
        }
    }
}
