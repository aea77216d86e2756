import Lifecycle
import RoleModel

/// A world that notes effects and answers them, in simulated time; children are called by their tasks' names.
struct Simulation {
    /// A process of this world.
    struct Process {
        var id: ChildID
        var name: String
        var isStarted = false
    }

    var machine: Machine
    /// Every effect so far, in order.
    var effects: [Effect] = []
    /// The children that are ordered or live, oldest first.
    var processes: [Process] = []
    /// The armed timers and when they fire.
    var timers: [TimerID: Duration] = [:]
    var now: Duration = .zero
    /// StatusChecks that are not answered.
    var openChecks: [StatusCheckID] = []

    /// Tasks whose start is not answered by itself.
    var slowToStart: Set<String> = []
    /// Tasks that can not be executed.
    var unstartable: Set<String> = []
    /// Those that do not end when they are told to.
    var ignoresTerminate: Set<String> = []
    /// Those that do not even end when they are killed.
    var unkillable: Set<String> = []
    /// What the host answers to a StatusCheck; nil: nothing.
    var answer: RoleInstanceStatus? = .ready
    /// Whether OnStop comes back.
    var onStopHangs = false
    /// What the files say when an incarnation begins; nil: the same as before.
    var nextPlan: Plan?
    /// Whether descendants are left that end only when killed, or not even then.
    var stragglersNeed: Need = .nothing

    enum Need { case nothing, kill, miracle }

    init(_ plan: Plan) {
        machine = Machine(plan)
    }

    /// Creates a world whose machine has been told to start.
    static func started(_ plan: Plan) -> Simulation {
        var world = Simulation(plan)
        world.send(.startRequested)
        return world
    }

    /// The names of the children that are ordered or live, oldest first.
    var running: [String] { processes.map(\.name) }

    /// Why it finished; nil while it has not.
    var finished: FinishReason? {
        for case .finish(let reason) in effects { return reason }
        return nil
    }

    /// What was published, in order.
    var published: [RoleInstanceStatus] {
        effects.compactMap { if case .publish(let status) = $0 { status } else { nil } }
    }

    /// The state of a task, as an operator sees it.
    func state(_ name: String) -> Status.Task.State? {
        machine.status.tasks.first { $0.name == name }?.state
    }

    func child(_ name: String) -> ChildID { processes.last { $0.name == name }?.id ?? ChildID(0) }

    mutating func send(_ event: Event) {
        var inbox = [event]
        while !inbox.isEmpty {
            for effect in machine.handle(inbox.removeFirst()) {
                effects.append(effect)
                inbox += perform(effect)
            }
        }
    }

    /// Does what an effect orders and returns what happens at once.
    private mutating func perform(_ effect: Effect) -> [Event] {
        switch effect {
        case .spawn(let id, let work): return spawn(id, name(of: work))
        case .terminate(let id): return end(id, .signaled(15), unless: ignoresTerminate.union(unkillable))
        case .kill(let id): return end(id, .signaled(9), unless: unkillable)
        case .startTimer(let timer, let delay): timers[timer] = now + delay
        case .extendTimer(let timer, let delay): timers[timer] = max(timers[timer] ?? .zero, now + delay)
        case .cancelTimer(let timer): timers[timer] = nil
        case .raiseStopping(let host): return onStopHangs ? [] : [.hostStopped(host)]
        case .checkStatus(let check, _):
            if let answer { return [.statusCheckAnswered(check, answer)] }
            openChecks.append(check)
        case .terminateStragglers: return stragglersNeed == .nothing ? [.stragglersGone] : []
        case .killStragglers: return stragglersNeed == .miracle ? [] : [.stragglersGone]
        case .beginIncarnation: return [.incarnationPrepared(nextPlan ?? machine.plan)]
        case .watchReadiness, .unwatchReadiness, .announceStop, .publish, .finish: break
        }
        return []
    }

    private mutating func spawn(_ id: ChildID, _ name: String) -> [Event] {
        if unstartable.contains(name) { return [.childStartFailed(id, .missing)] }
        let isSlow = slowToStart.contains(name)
        processes.append(Process(id: id, name: name, isStarted: !isSlow))
        return isSlow ? [] : [.childStarted(id)]
    }

    private mutating func end(_ id: ChildID, _ status: TerminationStatus, unless immune: Set<String>) -> [Event] {
        guard let index = processes.firstIndex(where: { $0.id == id }), processes[index].isStarted else { return [] }
        guard !immune.contains(processes[index].name) else { return [] }
        processes.remove(at: index)
        return [.childExited(id, status)]
    }

    private func name(of work: Work) -> String {
        switch work {
        case .task(let index): machine.plan.tasks[index].name
        case .host: "host"
        }
    }

    // MARK: What happens

    mutating func start(_ name: String) {
        guard let index = processes.lastIndex(where: { $0.name == name }) else { return }
        processes[index].isStarted = true
        send(.childStarted(processes[index].id))
    }

    mutating func exit(_ name: String, _ status: TerminationStatus = .exited(code: 0)) {
        let id = child(name)
        processes.removeAll { $0.id == id }
        send(.childExited(id, status))
    }

    mutating func ready(_ name: String) { send(.childReady(child(name))) }

    mutating func lose(_ name: String) { send(.readinessLost(child(name))) }

    mutating func report(_ status: RoleInstanceStatus) { send(.hostReported(child("host"), status)) }

    /// Moves time; timers fire in their order.
    mutating func advance(by duration: Duration) {
        let end = now + duration
        while let next = timers.min(by: { ($0.value, $0.key.number) < ($1.value, $1.key.number) }), next.value <= end {
            now = next.value
            timers[next.key] = nil
            send(.timerFired(next.key))
        }
        now = end
    }
}

extension StartFailure {
    /// The commonest one.
    static let missing = StartFailure(stage: "executing 'x'", error: 2)
}

extension Plan {
    /// Creates a plan for a test.
    init(_ tasks: [Task], host: Host? = nil) {
        self.init()
        self.tasks = tasks
        self.host = host
    }

    /// Returns the plan with one thing changed.
    func with<Value>(_ path: WritableKeyPath<Plan, Value>, _ value: Value) -> Plan {
        var plan = self
        plan[keyPath: path] = value
        return plan
    }
}

extension Plan.Task {
    static func simple(_ name: String) -> Plan.Task { Plan.Task(name: name, type: .simple) }
    static func background(_ name: String) -> Plan.Task { Plan.Task(name: name, type: .background) }
    static func foreground(_ name: String) -> Plan.Task { Plan.Task(name: name, type: .foreground) }

    /// A `/blockStartup` task.
    static func block(_ name: String, _ block: Plan.Block) -> Plan.Task {
        simple(name).with(\.block, block)
    }

    /// Returns the task with one thing changed.
    func with<Value>(_ path: WritableKeyPath<Plan.Task, Value>, _ value: Value) -> Plan.Task {
        var task = self
        task[keyPath: path] = value
        return task
    }
}

extension Plan.Host {
    /// A host, called so.
    static let plain = Plan.Host(name: "host")

    static func ready(when: ReadyWhen) -> Plan.Host { plain.with(\.readyWhen, when) }

    /// Returns the host with one thing changed.
    func with<Value>(_ path: WritableKeyPath<Plan.Host, Value>, _ value: Value) -> Plan.Host {
        var host = self
        host[keyPath: path] = value
        return host
    }
}
