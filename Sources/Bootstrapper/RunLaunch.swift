import Dispatch
import Glibc
import RoleModel
import Supervision

/// What a run stands on: the queue, the children, the signals.
struct Ground {
    let queue = DispatchQueue(label: "wahostbootstrapper")
    let spawner = Spawner()
    let children: ChildProcesses
    let signals: SignalSources
    private let areChildrenReady = DispatchSemaphore(value: 0)

    init() {
        children = ChildProcesses(queue: queue, launcher: Self.launcher, spawner: spawner)
        signals = SignalSources(queue: queue, spawner: spawner)
    }

    /// Does the work on the queue, starts the launcher meanwhile, and makes the calling thread the spawner.
    ///
    /// Starting the launcher takes as long as reading a role; neither waits for the other.
    func begin(_ work: @escaping @Sendable () -> Void) -> Never {
        queue.async(execute: work)
        do {
            try children.start()
        } catch {
            StandardStreams.complain("cannot run a role: \(error)\n")
            _exit(ExitCode.internalFault.rawValue)
        }
        areChildrenReady.signal()
        spawner.run()
    }

    /// Waits until children can be ordered: from then on they belong to the queue.
    func awaitChildren() { areChildrenReady.wait() }

    /// `walaunch` beside us, or, where it was not built or copied, ourselves in its part.
    private static var launcher: String {
        let executable = SystemFacts.ownExecutable
        let sibling = AbsolutePath.folder(of: executable) + "/walaunch"
        return access(sibling, X_OK) == 0 ? sibling : executable
    }
}

/// `run`: from the command line to a role that runs.
enum RunLaunch {
    /// Prepares and begins the run, on the queue; the process ends with the role.
    static func begin(_ options: RunOptions, _ system: SystemFacts, on ground: Ground) {
        let ports = FreePorts()
        let role = prepare(options, system, ports)
        takeLock(role)
        ground.awaitChildren()
        do {
            let run = try RoleRun(options: options, system: system, ground: ground, role: role, ports: ports)
            try run.begin(ground.signals)
        } catch {
            StandardStreams.complain("cannot run the role: \(error)\n")
            _exit(ExitCode.internalFault.rawValue)
        }
    }

    /// Ends the process when another one has the instance, before anything of it is touched.
    private static func takeLock(_ role: PreparedRole) {
        switch InstanceLock(path: role.folders.lock).take() {
        case .held: return
        case .impossible(let number):
            // Told, and lived without, as every folder that can not be made (behaviour G6).
            let reason = SystemErrorText.text(number)
            StandardStreams.complain("warning: cannot lock '\(role.folders.lock)': \(reason), ignoring\n")
        case .taken(let pid):
            let who = pid.map { "the bootstrapper with pid \($0)" } ?? "another bootstrapper"
            StandardStreams.complain(
                """
                cannot run instance '\(role.plan.instanceID)': \(who) runs role '\(role.plan.roleName)' of deployment \
                '\(role.plan.deploymentID)' on '\(role.folders.root)' already
                  why:  both would write to the same folders, and each would empty what the other one uses
                  mend: stop that one, or give this one another --resources or --deployment-id

                """
            )
            _exit(ExitCode.alreadyRunning.rawValue)
        }
    }

    private static func prepare(_ options: RunOptions, _ system: SystemFacts, _ ports: FreePorts) -> PreparedRole {
        let outcome = PreparedRole.prepare(options.input, system: system, freePort: ports.port(of:))
        for diagnostic in outcome.diagnostics { StandardStreams.complain(diagnostic.rendered + "\n") }
        if let code = outcome.exitCode { _exit(code.rawValue) }
        guard let role = outcome.role else { _exit(ExitCode.internalFault.rawValue) }
        if let missing = role.missingHost {
            StandardStreams.complain(missing.rendered + "\n")
            _exit(ExitCode.hostStartFailed.rawValue)
        }
        return role
    }
}
