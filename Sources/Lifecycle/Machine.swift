import RoleModel

/// The machine that decides, without clock, process or log.
///
/// The same events in the same order always give the same effects (A3).
public struct Machine: Hashable, Sendable {
    /// What will happen; another one may come with another incarnation.
    public internal(set) var plan: Plan
    /// Which incarnation this is, from 1.
    public internal(set) var incarnation = 1

    /// Where it is.
    var phase: Phase = .idle
    /// What was published last.
    var published: RoleInstanceStatus = .busy
    /// What has become of the tasks, by index.
    var runs: [Int: TaskRun] = [:]
    /// The children that are ordered or live.
    var live: [ChildID: Child] = [:]
    /// The armed timers.
    var timers: [TimerID: TimerPurpose] = [:]
    /// How many children share a timer, for those that are shared.
    var sharers: [TimerID: Int] = [:]
    /// The delay before the next incarnation.
    var recycleDelay: Duration
    /// The delay that was begun last.
    var lastRecycleDelay: Duration = .zero
    /// The last `/blockStartup` task of each agent, by the agent's index.
    var lastBlocks: [Int: Int]

    private var orders: [Effect] = []  // Empty between two events.
    private var childrenMade: UInt64 = 0
    private var timersMade: UInt64 = 0
    private var checksMade: UInt64 = 0

    /// Creates a machine that waits for `startRequested`.
    public init(_ plan: Plan) {
        (self.plan, lastBlocks) = plan.paired()
        recycleDelay = plan.recycleBackoff.first
    }

    /// The children that are ordered or live, those given up included, in the order of their start.
    public var children: [(ChildID, Work)] {
        live.sorted { $0.key < $1.key }.map { ($0.key, $0.value.work) }
    }

    /// The timers that are armed.
    public var armedTimers: Set<TimerID> { Set(timers.keys) }

    /// Takes a fact and returns what is to be done, in order.
    ///
    /// News of a child, timer or StatusCheck that is no longer known, and all news after `finish`, give nothing.
    public mutating func handle(_ event: Event) -> [Effect] {
        if case .finished = phase { return [] }
        switch event {
        case .startRequested: startRequested()
        case .childStarted(let child): childStarted(child)
        case .childStartFailed(let child, let failure): childStartFailed(child, failure)
        case .childExited(let child, let status): childExited(child, status)
        case .childReady(let child): childReady(child)
        case .readinessLost(let child): readinessLost(child)
        case .hostReported(let child, let status): hostReported(child, status)
        case .timeExtended(let child, let time): timeExtended(child, time)
        case .hostStopped(let child): hostStopped(child)
        case .statusCheckAnswered(let check, let status): statusCheckAnswered(check, status)
        case .timerFired(let timer): timerFired(timer)
        case .stopRequested: stopRequested()
        case .recycleRequested: recycleRequested()
        case .incarnationPrepared(let plan): incarnationPrepared(plan)
        case .restartRequested(let index): restartRequested(index)
        case .stragglersGone: stragglersGone()
        }
        defer { orders = [] }
        return orders
    }

    /// Adds an order to those that answer this event.
    mutating func order(_ effect: Effect) {
        orders.append(effect)
    }

    /// Orders a child for some work and returns its identifier.
    mutating func spawn(_ work: Work) -> ChildID {
        childrenMade &+= 1
        let child = ChildID(childrenMade)
        live[child] = Child(work: work)
        order(.spawn(child, work))
        return child
    }

    /// Arms a timer and returns its identifier; who keeps it cancels it.
    mutating func arm(_ purpose: TimerPurpose, _ delay: Duration) -> TimerID {
        timersMade &+= 1
        let timer = TimerID(timersMade)
        timers[timer] = purpose
        order(.startTimer(timer, delay))
        return timer
    }

    /// Forgets a timer; does nothing for one that has fired.
    mutating func cancel(_ timer: TimerID?) {
        guard let timer, timers.removeValue(forKey: timer) != nil else { return }
        order(.cancelTimer(timer))
    }

    /// Asks the host for its status and returns the question's identifier.
    mutating func ask(_ host: ChildID) -> StatusCheckID {
        checksMade &+= 1
        let check = StatusCheckID(checksMade)
        order(.checkStatus(check, host))
        return check
    }

    /// Publishes a status that is not the one published last.
    mutating func publish(_ status: RoleInstanceStatus) {
        guard status != published else { return }
        published = status
        order(.publish(status))
    }
}
