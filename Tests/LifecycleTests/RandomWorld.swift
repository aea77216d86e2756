import Lifecycle
import RoleModel

/// A world by chance, which knows only what crosses the border: the events it sends and the effects it is given.
struct RandomWorld {
    /// A process of this world.
    private struct Process {
        var id: ChildID
        var work: Work
        var isStarted = false
        var isKilled = false
        var isUnkillable = false
    }

    private var machine: Machine
    private var random: SeededGenerator
    private var processes: [Process] = []
    private var timers: Set<TimerID> = []
    private var watched: Set<ChildID> = []
    private var checks: [StatusCheckID] = []
    private var raised: ChildID?
    private var hasStragglers = false
    private var ended: Set<Work> = []
    private var published: RoleInstanceStatus = .busy
    private var requests = 0
    private(set) var finishes = 0
    private(set) var steps = 0
    private(set) var broken: [String] = []

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        machine = Machine(random.plan())
    }

    /// Lives a life by chance, then asks for a stop and answers all that is ordered, until it is over.
    mutating func live(steps count: Int) {
        if random.next(below: 20) > 0 { send(.startRequested) }
        for _ in 0..<count where finishes == 0 { send(anything()) }
        for _ in 0..<200 where finishes == 0 { send(requests < 2 ? .stopRequested : answer()) }
        expect(finishes == 1, "a world that answers does not reach the end after a stop")
    }

    private mutating func expect(_ holds: Bool, _ promise: String) {
        if !holds { broken.append(promise) }
    }

    // MARK: What happens

    /// Returns something that can happen, or now and then news that is stale or of nobody.
    private mutating func anything() -> Event {
        switch random.next(below: 40) {
        case 0: return random.next(below: 3) == 0 ? .stopRequested : .recycleRequested
        case 1: return fire()
        case 2...4: return news(of: ChildID(UInt64(random.next(below: 20))))
        case 5: return .timerFired(TimerID(UInt64(random.next(below: 30))))
        case 6: return .statusCheckAnswered(StatusCheckID(UInt64(random.next(below: 9))), random.status())
        case 7: return random.next(below: 2) == 0 ? .stragglersGone : .restartRequested(random.next(below: 6))
        case 8...12: return timers.isEmpty ? .startRequested : fire()
        case 13...15: return host.map { .hostReported($0, random.status()) } ?? .startRequested
        default:
            return processes.isEmpty ? .startRequested : news(of: processes[random.next(below: processes.count)].id)
        }
    }

    /// Returns an answer to what was ordered.
    private mutating func answer() -> Event {
        if let process = processes.first(where: { !$0.isStarted }) { return .childStarted(process.id) }
        if let process = processes.first(where: { $0.isKilled && !$0.isUnkillable }) {
            return .childExited(process.id, .signaled(9))
        }
        if let raised { return .hostStopped(raised) }
        if hasStragglers { return .stragglersGone }
        return fire()
    }

    private mutating func fire() -> Event {
        let sorted = timers.sorted { $0.number < $1.number }
        return sorted.isEmpty ? .stragglersGone : .timerFired(sorted[random.next(below: sorted.count)])
    }

    private var host: ChildID? { processes.first { $0.work == .host && $0.isStarted }?.id }

    private mutating func news(of child: ChildID) -> Event {
        guard let process = processes.first(where: { $0.id == child }) else { return random.news(of: child) }
        guard process.isStarted else {
            return random.next(below: 6) == 0 ? .childStartFailed(child, .missing) : .childStarted(child)
        }
        if watched.contains(child), random.next(below: 3) > 0 {
            return random.next(below: 3) > 0 ? .childReady(child) : .readinessLost(child)
        }
        if process.isUnkillable { return .hostStopped(child) }
        return .childExited(child, random.termination())
    }

    private mutating func send(_ event: Event) {
        steps += 1
        hear(event)
        for effect in machine.handle(event) {
            expect(finishes == 0, "an order comes after finish")
            perform(effect)
        }
        expect(Set(machine.children.map(\.0)) == Set(processes.map(\.id)), "the machine's children are not the world's")
        expect(machine.armedTimers == timers, "the machine's timers are not the world's")
    }

    /// Notes what the event means for the world itself.
    private mutating func hear(_ event: Event) {
        switch event {
        case .childStarted(let child):
            for index in processes.indices where processes[index].id == child { processes[index].isStarted = true }
        case .childExited(let child, let status):
            for process in processes where process.id == child { end(process, status) }
        case .childStartFailed(let child, _): processes.removeAll { $0.id == child }
        case .childReady(let child), .readinessLost(let child): watched.remove(child)
        case .timerFired(let timer): timers.remove(timer)
        case .hostStopped(raised): raised = nil
        case .stopRequested: requests += 1
        case .stragglersGone: hasStragglers = false
        case .startRequested, .recycleRequested, .restartRequested, .hostReported, .hostStopped, .statusCheckAnswered:
            break
        }
    }

    private mutating func end(_ process: Process, _ status: TerminationStatus) {
        processes.removeAll { $0.id == process.id }
        if process.id == raised { raised = nil }
        if case .task(let index) = process.work, case .exited(let code) = status {
            if machine.plan.tasks[index].successExitCodes.contains(code) { ended.insert(process.work) }
        }
    }

    // MARK: What is ordered

    private mutating func perform(_ effect: Effect) {
        switch effect {
        case .spawn(let child, let work): spawn(child, work)
        case .watchReadiness(let child, _): watched.insert(child)
        case .unwatchReadiness(let child):
            expect(watched.remove(child) != nil, "what is not watched is unwatched")
        case .raiseStopping(let child): raised = child
        case .terminate(let child):
            expect(processes.contains { $0.id == child && $0.isStarted }, "nobody is told to end")
        case .kill(let child):
            for index in processes.indices where processes[index].id == child { processes[index].isKilled = true }
        case .startTimer(let timer, _): expect(timers.insert(timer).inserted, "a timer is armed twice")
        case .cancelTimer(let timer): expect(timers.remove(timer) != nil, "a timer that is not armed is cancelled")
        case .checkStatus(let check, let child):
            checks.append(check)
            expect(child == host, "somebody else than the host is asked for its status")
        case .terminateStragglers, .killStragglers: hasStragglers = true
        case .publish(let status):
            expect(status != published, "the same status is published twice")
            published = status
        case .beginIncarnation: begin()
        case .finish: finish()
        }
    }

    private mutating func spawn(_ child: ChildID, _ work: Work) {
        expect(requests == 0, "a child is started after a stop was asked for")
        expect(!processes.contains { $0.work == work }, "a work has two children")
        expect(!processes.contains { $0.id >= child }, "a child's identifier is used again")
        let isForemost = work == .host || isSimple(work)
        expect(!isForemost || !processes.contains { isSimple($0.work) }, "something starts beside a simple task")
        if work == .host {
            for (index, task) in machine.plan.tasks.enumerated() where task.type == .simple {
                guard case .native? = task.block else {
                    expect(ended.contains(.task(index)), "the host starts before a simple task has succeeded")
                    continue
                }
            }
        }
        processes.append(Process(id: child, work: work, isUnkillable: random.next(below: 30) == 0))
    }

    private func isSimple(_ work: Work) -> Bool {
        if case .task(let index) = work { machine.plan.tasks[index].type == .simple } else { false }
    }

    private mutating func begin() {
        expect(requests == 0, "an incarnation begins after a stop was asked for")
        expect(processes.isEmpty, "an incarnation begins beside what is left of the last one")
        ended = []
    }

    private mutating func finish() {
        finishes += 1
        expect(processes.allSatisfy(\.isKilled), "a child that was not even killed outlives the end")
        expect(timers.isEmpty, "a timer outlives the end")
        expect(published == .busy, "the end is reached in rotation")
    }
}
