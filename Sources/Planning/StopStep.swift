import JSONText
import Lifecycle
import RoleModel

/// One step of an orderly stop (E1).
struct StopStep {
    /// How messages call what ends.
    var name: String
    /// The number of the task; nil for the host.
    var task: Int?
    /// The signal that asks it to end.
    var signal: Int32
    /// From the signal to SIGKILL; nil: it is waited for without a limit.
    var timeout: Duration?
    /// How long Stopping and OnStop may take before that; nil: there is nobody to be told.
    var onStopTimeout: Duration?

    /// The step as `plan --json` shows it.
    var json: JSON {
        .object([
            ("name", .string(name)),
            ("task", task.map(JSON.integer) ?? .null),
            ("signal", .integer(Int(signal))),
            ("timeoutSeconds", .limit(timeout)),
        ])
    }
}

extension RolePlan {
    /// What ends in which order: the host, background tasks from the last to the first, foreground tasks likewise.
    var stopOrder: [StopStep] {
        let hostStep = host.map { host in
            StopStep(
                name: host.schedule.name,
                task: nil,
                signal: host.stopSignal,
                timeout: host.schedule.stopTimeout,
                onStopTimeout: host.schedule.isResident ? plan.onStopTimeout : nil
            )
        }
        let last = tasks.reversed()
        let tasks = last.filter { $0.type == .background } + last.filter { $0.type == .foreground }
        return (hostStep.map { [$0] } ?? [])
            + tasks.map {
                StopStep(
                    name: $0.name,
                    task: $0.number,
                    signal: $0.stopSignal,
                    timeout: $0.schedule.stopTimeout
                )
            }
    }
}
