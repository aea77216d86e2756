@testable import Lifecycle

/// Every state that a machine with one plan can reach, breadth first, by every event that can come in it.
struct Exploration {
    /// What was found.
    struct Findings {
        var plans = 0
        var states = 0
        var transitions = 0
        /// Sentences about what is broken, with the plan.
        var faults: [String] = []
        var table = TransitionTable()

        mutating func add(_ other: Findings) {
            plans += other.plans
            states += other.states
            transitions += other.transitions
            faults += other.faults
            table.add(other.table)
        }
    }

    private var findings = Findings()
    private var numbers: [[UInt8]: Int] = [:]
    private var queue: [Machine] = []
    /// For each state: those that lead to it.
    private var origins: [[Int]] = []
    private var final: [Int] = []

    /// Explores a plan.
    static func explore(_ plan: Plan) -> Findings {
        var exploration = Exploration()
        exploration.findings.plans = 1
        _ = exploration.number(of: Machine(plan))
        var next = 0
        while next < exploration.queue.count, exploration.findings.faults.isEmpty {
            exploration.visit(next)
            next += 1
        }
        exploration.expectEveryStateEnds()
        exploration.findings.states = exploration.numbers.count
        return exploration.findings
    }

    private mutating func number(of machine: Machine) -> Int {
        let bytes = Fingerprint(of: machine).bytes
        if let number = numbers[bytes] { return number }
        let number = numbers.count
        numbers[bytes] = number
        queue.append(machine)
        origins.append([])
        if machine.phase.isFinished { final.append(number) }
        return number
    }

    private mutating func visit(_ number: Int) {
        let machine = queue[number]
        let events = Moves(of: machine).events
        if machine.phase.isFinished { return expectSilence(machine) }
        if machine.phase.isStopping { expectTimersEnd(machine) }
        for event in events {
            var after = machine
            let effects = after.handle(event)
            findings.transitions += 1
            findings.table.note(machine, event, effects, after)
            for promise in Promises.broken(before: machine, event: event, effects: effects, after: after) {
                fault("\(promise): \(event) in \(machine.phase) gave \(effects), \(after.phase)", machine)
            }
            origins[self.number(of: after)].append(number)
        }
    }

    /// After the end every event gives nothing.
    private mutating func expectSilence(_ machine: Machine) {
        let child = machine.children.first?.0 ?? ChildID(1)
        for event in [Event.startRequested, .stopRequested, .recycleRequested, .childExited(child, .exited(code: 0))] {
            var after = machine
            if !after.handle(event).isEmpty || after != machine {
                fault("\(event) does something after finish", machine)
            }
        }
    }

    /// A stop comes to its end by timers alone, unless a foreground task without a limit is waited for.
    private mutating func expectTimersEnd(_ machine: Machine) {
        var machine = machine
        for _ in 0..<40 {
            guard machine.phase.isStopping else { return }
            guard let timer = machine.timers.keys.min(by: { $0.number < $1.number }) else {
                let waitsForForeground = machine.live.values.contains { child in
                    guard case .task(let index) = child.work, child.stage == .terminating(nil) else { return false }
                    return machine.plan.tasks[index].stopTimeout == nil
                }
                if !waitsForForeground { fault("a stop waits for ever in \(machine.phase)", machine) }
                return
            }
            _ = machine.handle(.timerFired(timer))
        }
        fault("a stop does not end by its timers", machine)
    }

    /// From every state a way leads to the end.
    private mutating func expectEveryStateEnds() {
        guard findings.faults.isEmpty else { return }
        var ends = [Bool](repeating: false, count: queue.count)
        var pending = final
        for number in pending { ends[number] = true }
        while let number = pending.popLast() {
            for origin in origins[number] where !ends[origin] {
                ends[origin] = true
                pending.append(origin)
            }
        }
        if let dead = ends.firstIndex(of: false) { fault("no way leads to the end from here", queue[dead]) }
    }

    private mutating func fault(_ sentence: String, _ machine: Machine) {
        let tasks = machine.plan.tasks.map { "\($0.name)" }.joined(separator: " ")
        let host = machine.plan.host.map { "\($0.readyWhen)\($0.isResident ? " resident" : "")" } ?? "none"
        findings.faults.append("\(sentence)\n  tasks: \(tasks); host: \(host); recycle: \(machine.plan.recycle)")
    }
}
