import Lifecycle
import RoleModel

extension Planner {
    /// Returns the host; nil for a role without an entry point.
    mutating func plannedHost() -> PlannedHost? {
        let runtime = input.role.runtime
        let kind = input.hostKind ?? HostKind.choose(for: input.role) ?? .worker
        switch runtime.entryPoint {
        case nil: return nil
        case .program(let commandLine, let isReadyOnStart, let location):
            var host = host(kind, .program, commandLine, at: location) { planner, context in
                let outcome = planner.resolver.resolve(commandLine, in: context)
                planner.diagnostics += outcome.diagnostics
                return outcome.command
            }
            host.schedule.hearsStopping = host.runtimeEndpoint != nil
            host.schedule.readyWhen =
                !isReadyOnStart ? .reported : runtime.linux.readiness == nil ? .started : .readinessHolds
            if !isReadyOnStart {
                host.schedule.readinessTimeout = runtime.linux.readinessTimeout
                if !host.setAtLaunch.contains("NOTIFY_SOCKET") { host.setAtLaunch.append("NOTIFY_SOCKET") }
            }
            return host
        case .library(let assemblyName, _, let location):
            return libraryHost(kind, assemblyName, location)
        }
    }

    private mutating func libraryHost(
        _ kind: HostKind,
        _ assemblyName: String,
        _ location: FileLocation
    ) -> PlannedHost {
        let library = library(assemblyName, kind)
        let work = PlannedHost.Work.library(library.found ?? library.looked.first ?? assemblyName)
        var host = host(kind, work, assemblyName, at: location) { planner, context in
            guard let path = library.found else {
                planner.diagnostics.append(.noSuchLibrary(assemblyName, looked: library.looked, context))
                return nil
            }
            let outcome = planner.resolver.resolve("base\\x64\\\(kind.rawValue).exe", in: context)
            planner.diagnostics += outcome.diagnostics
            guard var command = outcome.command else { return nil }
            command.commandLine = assemblyName
            command.arguments += ["--library", path]
            return command
        }
        host.schedule.isResident = true
        host.schedule.readyWhen = .reported
        host.schedule.readinessTimeout = input.role.runtime.linux.readinessTimeout
        return host
    }

    /// What both kinds of entry point have.
    private mutating func host(
        _ kind: HostKind,
        _ work: PlannedHost.Work,
        _ written: String,
        at location: FileLocation,
        resolving command: (inout Planner, CommandContext) -> ResolvedCommand?
    ) -> PlannedHost {
        let runtime = input.role.runtime
        let credentials = users.credentials(for: runtime.executionContext, user: runtime.linux.user, at: location)
        let folder = folder(nil) ?? input.roleRoot
        checkReach(credentials, to: folder)
        let context = CommandContext(
            owner: "the host",
            folder: folder,
            searchFolders: folder == input.roleRoot ? [folder] : [folder, input.roleRoot],
            environment: environment(runtime.environment, folder: folder, credentials),
            access: credentials.access,
            userName: credentials.user,
            location: location,
            roleRoot: input.roleRoot
        )
        let readiness = planned(runtime.linux.readiness, in: context)
        let statusCheck = planned(runtime.linux.statusCheck, in: context)
        let resolved = command(&self, context)
        var variables = context.environment.variables
        var atLaunch = readiness?.variable.map { [$0] } ?? []
        if case .notify? = statusCheck?.readiness {
            if !atLaunch.contains("NOTIFY_SOCKET") { atLaunch.append("NOTIFY_SOCKET") }
            atLaunch.append("WATCHDOG_USEC")
        }
        let endpoint = endpoint(runtime.linux, for: resolved, in: &variables, &atLaunch)
        return PlannedHost(
            kind: kind,
            work: work,
            schedule: schedule(runtime, written),
            context: runtime.executionContext,
            written: written,
            command: resolved,
            workingDirectory: folder,
            environment: variables,
            setAtLaunch: atLaunch,
            credentials: credentials,
            readiness: readiness,
            statusCheck: statusCheck,
            runtimeEndpoint: endpoint,
            stopSignal: runtime.linux.stopSignal ?? 15,
            location: location
        )
    }

    private mutating func schedule(_ runtime: RoleRuntime, _ written: String) -> Plan.Host {
        var schedule = Plan.Host(name: name(for: written))
        schedule.readinessTimeout = runtime.linux.limit(.readinessTimeout, default: input.defaults.readinessTimeout)
        schedule.stopTimeout = runtime.linux.limit(.stopTimeout, default: input.defaults.stopTimeout) ?? .longest
        schedule.successExitCodes = runtime.linux.successExitCodes ?? [0]
        return schedule
    }

    /// Looks for the native library that stands in for an assembly (D3): in `approot`, for web roles in `approot/bin`.
    private func library(_ assemblyName: String, _ kind: HostKind) -> (found: String?, looked: [String]) {
        let path = PathText.translated(assemblyName)
        let isAssembly = [".dll", ".exe"].contains(PathText.ending(of: path))
        let stem = isAssembly ? PathText.withoutEnding(path) : path
        let folder = PathText.folder(of: stem).map { $0 + "/" } ?? ""
        let name = PathText.name(of: stem)
        let approot = index.existing("approot", below: input.roleRoot) ?? input.roleRoot
        let bin = PathText.join(approot, "bin")
        let folders =
            switch kind {
            case .worker: [approot]
            case .iis: [approot, bin]
            case .web: [bin]
            }
        var looked: [String] = []
        for base in folders {
            for candidate in ["\(folder)lib\(name).so", "\(folder)\(name).so"] {
                looked.append(PathText.join(base, candidate))
                if let found = index.existing(candidate, below: base), index.regularFile(found) != nil {
                    return (found, looked)
                }
            }
        }
        return (nil, looked)
    }
}

extension Diagnostic {
    static func noSuchLibrary(_ written: String, looked: [String], _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "noSuchProgram",
            location: context.location,
            what: "cannot find a role library for '\(written)'",
            why: "the host loads a native library in place of a .NET assembly; looked for "
                + looked.map(context.shown).joined(separator: ", "),
            mend: "build the role as a shared library with that name, or write a ProgramEntryPoint"
        )
    }
}
