import Lifecycle
import Planning
import RoleModel

extension RolePlan {
    /// How long an orderly stop may take at most, in whole seconds; nil: there is no limit (behaviour E1).
    var stopLimit: Int? {
        var total = plan.drain
        if let host {
            if host.schedule.isResident { total += plan.onStopTimeout }
            total += host.schedule.stopTimeout
        }
        // Background tasks are asked together, so the slowest counts; foreground tasks come after them.
        guard let background = longestStop(of: .background), let foreground = longestStop(of: .foreground) else {
            return nil
        }
        total += background + foreground + plan.stragglerTimeout + plan.killDeadline
        return total.wholeSeconds
    }

    /// How long a start may take at most, in whole seconds; nil: there is no limit.
    var startLimit: Int? {
        var total = Duration.zero
        for task in tasks where task.type == .simple {
            guard let limit = startLimit(of: task) else { return nil }
            total += limit
        }
        if let host {
            switch host.schedule.readyWhen {
            case .started: break
            case .readinessHolds, .reported:
                guard let limit = host.schedule.readinessTimeout else { return nil }
                total += limit
            }
        }
        return total.wholeSeconds
    }

    private func startLimit(of task: PlannedTask) -> Duration? {
        switch task.block {
        case .native(let agent), .program(let agent): plan.task(agent)?.readinessTimeout
        case nil: task.schedule.timeout
        }
    }

    private func longestStop(of type: TaskType) -> Duration? {
        var longest = Duration.zero
        for task in tasks where task.type == type {
            guard let timeout = task.schedule.stopTimeout else { return nil }
            longest = max(longest, timeout)
        }
        return longest
    }
}

extension Duration {
    fileprivate var wholeSeconds: Int {
        let (seconds, rest) = components
        return Int(clamping: rest > 0 ? seconds &+ 1 : seconds)
    }
}
