import Lifecycle
import RoleModel

/// Chance that repeats itself (SplitMix64), and what is drawn with it.
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func next(below limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[next(below: elements.count)] }

    mutating func status() -> RoleInstanceStatus { pick([.ready, .busy]) }

    mutating func termination() -> TerminationStatus {
        pick([.exited(code: 0), .exited(code: 0), .exited(code: 0), .exited(code: 7), .signaled(11)])
    }

    /// Returns news of a child that there is not, or no longer.
    mutating func news(of child: ChildID) -> Event {
        switch next(below: 7) {
        case 0: .childStarted(child)
        case 1: .childExited(child, termination())
        case 2: .childStartFailed(child, .missing)
        case 3: .childReady(child)
        case 4: .readinessLost(child)
        case 5: .hostReported(child, status())
        default: .hostStopped(child)
        }
    }

    mutating func plan() -> Plan {
        var plan = Plan()
        for index in 0..<next(below: 7) { plan.tasks.append(task(index)) }
        if next(below: 5) > 0 {
            var host = Plan.Host(name: "host")
            host.readyWhen = pick([.started, .readinessHolds, .reported])
            host.isResident = next(below: 2) == 0
            host.readinessTimeout = pick([nil, .seconds(300)])
            plan.host = host
        }
        plan.recycle = pick(RecyclePolicy.allCases)
        plan.statusCheckMisses = 1 + next(below: 3)
        return plan
    }

    private mutating func task(_ index: Int) -> Plan.Task {
        var task = Plan.Task(name: "t\(index)", type: pick([.simple, .simple, .background, .background, .foreground]))
        switch task.type {
        case .simple:
            task.timeout = pick([nil, .seconds(60)])
            if next(below: 3) == 0 {
                let agent = next(below: max(1, index + 1))  // Now and then one that there is not.
                task.block = pick([.native(agent: agent), .program(agent: agent)])
            }
        case .background, .foreground:
            task.restart = pick(RestartPolicy.allCases)
            task.watchesReadiness = next(below: 2) == 0
            task.stopTimeout = pick([task.stopTimeout, .seconds(3)])
        }
        return task
    }
}
