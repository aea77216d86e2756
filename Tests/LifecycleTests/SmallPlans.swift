import RoleModel

@testable import Lifecycle

/// Every small plan: tasks of every type, restart and block form, hosts of every kind, every recycle policy.
enum SmallPlans {
    /// A form of a task.
    enum Form: String, CaseIterable {
        case simple, limited, background, always, onFailure, foreground, foregroundAlways, native, program

        /// Returns the task; a block waits for the last background task before it, or for one that there is not.
        func task(after forms: [Form]) -> Plan.Task {
            let agent = forms.lastIndex { [.background, .always, .onFailure].contains($0) } ?? 9
            switch self {
            case .simple: return .simple(rawValue)
            case .limited: return .simple(rawValue).with(\.timeout, .seconds(1))
            case .background: return .background(rawValue)
            case .always: return .background(rawValue).with(\.restart, .always)
            case .onFailure: return .background(rawValue).with(\.restart, .onFailure)
            case .foreground: return .foreground(rawValue)
            case .foregroundAlways:
                return .foreground(rawValue).with(\.restart, .always).with(\.stopTimeout, .seconds(30))
            case .native: return .block(rawValue, .native(agent: agent))
            case .program: return .block(rawValue, .program(agent: agent))
            }
        }
    }

    /// Every host, and none.
    static let hosts: [Plan.Host?] = [
        nil, .ready(when: .started), .ready(when: .readinessHolds), .ready(when: .reported),
        .ready(when: .reported).with(\.isResident, true), .ready(when: .readinessHolds).with(\.isResident, true),
        .ready(when: .reported).with(\.readinessTimeout, nil),
        .ready(when: .started).with(\.hearsStopping, true),
    ]

    /// Returns every list of so many tasks.
    static func tasks(_ count: Int) -> [[Plan.Task]] {
        var lists: [[Form]] = [[]]
        for _ in 0..<count { lists = lists.flatMap { list in Form.allCases.map { list + [$0] } } }
        return lists.map { forms in
            forms.indices.map { forms[$0].task(after: Array(forms[..<$0])) }
        }
    }

    /// Returns a plan whose counts are bounded, so that its states are.
    static func plan(_ tasks: [Plan.Task], _ host: Plan.Host?, _ recycle: RecyclePolicy) -> Plan {
        var plan = Plan(tasks, host: host).with(\.recycle, recycle).with(\.statusCheckMisses, 2)
        plan.restartBackoff.limit = .milliseconds(200)
        plan.recycleBackoff.limit = .seconds(2)
        return plan
    }

    /// All of them, of up to two tasks; of three tasks those without a host and those with the host that has most states.
    static var all: [Plan] {
        var plans: [Plan] = []
        for count in 0...2 {
            for policy in RecyclePolicy.allCases {
                plans += hosts.flatMap { host in tasks(count).map { plan($0, host, policy) } }
            }
        }
        plans += drained
        return plans + [hosts[0], hosts[5]].flatMap { host in tasks(3).map { plan($0, host, .always) } }
    }

    /// Those that serve on before a stop: without a host, and with those that are told of it and that are not.
    private static var drained: [Plan] {
        [hosts[0], hosts[1], hosts[4]].flatMap { host in
            (0...1).flatMap { tasks($0) }.map { plan($0, host, .onFailure).with(\.drain, .seconds(1)) }
        }
    }

    /// Those for every day: all of up to one task, and of two and three tasks as many as a minute allows.
    static var everyDay: [Plan] {
        var plans: [Plan] = []
        for count in 0...1 {
            plans += hosts.flatMap { host in tasks(count).map { plan($0, host, .always) } }
            plans += hosts[0...1].flatMap { host in tasks(count).map { plan($0, host, .onFailure) } }
            plans += hosts[0...1].flatMap { host in tasks(count).map { plan($0, host, .never) } }
        }
        plans += drained
        plans += tasks(2).map { plan($0, hosts[0], .always) }
        plans += every(3, of: tasks(2)).map { plan($0, hosts[5], .never) }
        plans += every(7, of: tasks(3)).map { plan($0, hosts[0], .never) }
        plans += every(73, of: tasks(3)).map { plan($0, hosts[1], .never) }
        plans += pairs(3).map { plan($0, hosts[0], .never) }
        return plans + [hosts[1], hosts[5]].flatMap { host in pairs(2).map { plan($0, host, .never) } }
    }

    /// Returns every list of so many tasks that begins with a `/blockStartup` pair, and a pair beside a restarted task.
    private static func pairs(_ count: Int) -> [[Plan.Task]] {
        let beside = [Form.always, .background, .native]
        return tasks(count).filter { tasks in
            tasks[0].type == .background && (tasks[1].block != nil || tasks.map(\.name) == beside.map(\.rawValue))
        }
    }

    private static func every(_ step: Int, of lists: [[Plan.Task]]) -> [[Plan.Task]] {
        stride(from: 0, to: lists.count, by: step).map { lists[$0] }
    }
}
