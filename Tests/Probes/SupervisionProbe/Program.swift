import EarlySignals
import Foundation
import Supervision

/// `SupervisionProbe SCENARIO [ARGUMENT…]`: runs one scenario with real processes, says what was not as expected.
///
/// A process of its own, because whoever supervises reaps every child of its process, and is PID 1 at times.
@main
enum Program {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count > 1, let scenario = scenarios[arguments[1]] else {
            print("no such scenario; there are: \(scenarios.keys.sorted().joined(separator: " "))")
            exit(64)
        }
        let spawner = Spawner()
        Thread.detachNewThread {
            let world = World(spawner: spawner, arguments: Array(arguments.dropFirst(2)))
            do {
                try world.start()
                try scenario(world)
            } catch {
                world.fail("\(error)")
            }
            exit(world.report())
        }
        spawner.run()
    }

    static let scenarios: [String: @Sendable (World) throws -> Void] = [
        "exit-codes": exitCodes, "signals": signals, "failures": failures, "state": state,
        "environment": bigEnvironment, "launcher-killed": launcherKilled, "launcher-missing": launcherMissing,
        "tree": killTree, "stragglers": stragglers, "orphans": orphans, "latency": latency, "hold": hold,
        "many": many, "early-signals": earlySignals, "idle": idle, "timers": timers,
        "notify": notify, "ready-fd": readyDescriptor, "connections": connections, "file": file, "exec": command,
        "status": status, "barrier": barrier, "daemon": daemon, "watchdog": watchdog, "systemd-notify": systemdNotify,
        "signal-before-start": signalFirst,
    ]
}
