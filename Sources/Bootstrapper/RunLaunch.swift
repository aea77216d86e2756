import Dispatch
import Glibc
import RoleModel
import Supervision

/// `run`: from the command line to a role that runs.
enum RunLaunch {
    /// Runs the role; the calling thread becomes the spawner, and the process ends with the role.
    static func run(_ options: RunOptions, _ system: SystemFacts) -> Never {
        let queue = DispatchQueue(label: "wahostbootstrapper")
        let spawner = Spawner()
        let children = ChildProcesses(queue: queue, launcher: launcher(system), spawner: spawner)
        let signals = SignalSources(queue: queue, spawner: spawner)
        queue.async { begin(options, system, queue, children, signals) }
        spawner.run()
    }

    private static func begin(
        _ options: RunOptions,
        _ system: SystemFacts,
        _ queue: DispatchQueue,
        _ children: ChildProcesses,
        _ signals: SignalSources
    ) {
        do {
            // First of all: the launcher gets ready on the spawner's thread while the role is read on this one.
            try children.start()
            let ports = FreePorts()
            let role = prepare(options, system, ports)
            let run = try RoleRun(
                options: options,
                system: system,
                queue: queue,
                children: children,
                role: role,
                ports: ports
            )
            try run.begin(signals)
        } catch {
            StandardStreams.complain("cannot run the role: \(error)\n")
            _exit(ExitCode.internalFault.rawValue)
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

    /// `walaunch` beside us, or, where it was not built or copied, ourselves in its part.
    private static func launcher(_ system: SystemFacts) -> String {
        let sibling = AbsolutePath.folder(of: system.executable) + "/walaunch"
        return access(sibling, X_OK) == 0 ? sibling : system.executable
    }
}
