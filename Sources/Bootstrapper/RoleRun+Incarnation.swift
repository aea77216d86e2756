import Glibc
import Lifecycle
import LogCapture
import Planning
import RoleModel

extension RoleRun {
    /// Where the log capture writes for this role.
    static func captureConfiguration(_ options: RunOptions, _ role: PreparedRole) -> CaptureConfiguration {
        var configuration = CaptureConfiguration()
        configuration.console.format = options.logFormat == .json ? .json : .text
        configuration.console.level = options.logLevel
        configuration.console.names = role.plan.tasks.map(\.name) + (role.plan.host.map { [$0.schedule.name] } ?? [])
        var log = LogFileConfiguration(path: role.folders.diagnosticStore + "/WaHostBootstrapper.log")
        log.format = options.logFormat == .json ? .json : .azure
        log.level = options.logLevel
        configuration.log = log
        configuration.taskOutput = TaskOutputConfiguration(directory: role.folders.diagnosticStore + "/TaskOutput")
        return configuration
    }

    /// Makes the folders of the instance and empties those that a recycle empties (LIFECYCLE §1).
    ///
    /// What can not be made is told and lived without: a role on a read-only root still runs (behaviour G6).
    ///
    /// - Returns: what could not be made, in words.
    func makeFolders() -> [String] {
        let definition = role.files.definition?.role(named: role.plan.roleName)
        var warnings = [make(role.folders.temporary, isEmptied: true)]
        for resource in role.document.localResources {
            let declared = definition?.localResources.first { $0.name == resource.name }
            let isEmptied = declared?.cleansOnRoleRecycle ?? false
            warnings.append(make(AbsolutePath.normalised(resource.path), isEmptied: isEmptied))
        }
        for task in role.plan.tasks {
            guard let channel = task.blockChannel else { continue }
            unlink(channel)
            warnings.append(make(AbsolutePath.folder(of: channel), isEmptied: false))
        }
        return warnings.compactMap { $0 }
    }

    /// Makes the folder for sockets and channels, and empties it; returns what could not be done, in words.
    func makeRuntimeFolder() -> String? { make(role.folders.runtime, isEmptied: true) }

    private func make(_ folder: String, isEmptied: Bool) -> String? {
        let number = ResourceFolders.make(folder)
        guard number == 0 else {
            return "cannot make folder '\(folder)': \(SystemErrorText.text(number)), ignoring"
        }
        if isEmptied { ResourceFolders.empty(folder) }
        if let user = role.user, system.uid == 0, lchown(folder, user.uid, user.gid) != 0 {
            let reason = SystemErrorText.text(errno)
            return "cannot give folder '\(folder)' to user \(user.userName): \(reason), ignoring"
        }
        return nil
    }

    func removeRuntimeFolder() {
        ResourceFolders.empty(role.folders.runtime)
        rmdir(role.folders.runtime)
    }

    /// Reads the role again, all of it; a faulty one leaves the running one in force.
    func beginIncarnation(_ number: Int) {
        question.close()
        let outcome = PreparedRole.prepare(input, system: system, freePort: ports.port(of:))
        let missing = outcome.role?.missingHost
        if let changed = outcome.role, outcome.exitCode == nil, missing == nil {
            role = changed
            story = RunStory(role: changed, capture: capture)
        } else {
            story.keepsRole((outcome.diagnostics + [missing].compactMap { $0 }).filter { $0.severity == .error })
        }
        keepEnd()
        lastWords = [:]
        lifetimes = [:]
        lastHostWords = nil
        if let warning = makeRuntimeFolder() { capture.record(.warning, warning) }
        for warning in makeFolders() { capture.record(.warning, warning) }
        story.begins(incarnation: number)
        renewEndpoint()
        handle(.incarnationPrepared(role.plan.plan))
    }
}

extension PreparedRole {
    /// The role user, when it is not the bootstrapper's own: whoever limited work runs as.
    var user: PlannedCredentials? {
        let all = (plan.host.map { [$0.credentials] } ?? []) + plan.tasks.map(\.credentials)
        return all.first(where: \.changesUser)
    }

    /// Whether the folder for sockets and channels must be there before the first task; else it is made behind its order.
    var needsRuntimeFolderFirst: Bool {
        plan.tasks.isEmpty || plan.tasks.contains { $0.blockChannel != nil || $0.readiness != nil }
    }

    /// What this build can not host, nil when it can.
    var missingHost: Diagnostic? {
        guard let host = plan.host else {
            guard files.role.sites != nil else { return nil }
            return .hostNotAvailable(hostKind.rawValue, work: "the sites of the role", at: files.role.location)
        }
        guard case .library(let path) = host.work, host.kind != .worker else { return nil }
        return .hostNotAvailable(host.kind.rawValue, work: "role library '\(path)'", at: host.location)
    }
}
