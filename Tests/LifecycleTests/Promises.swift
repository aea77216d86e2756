@testable import Lifecycle

/// What holds in every step of every machine, seen from the machine before and after it.
struct Promises {
    let before: Machine
    let event: Event
    let effects: [Effect]
    let after: Machine
    private(set) var broken: [String] = []

    /// Returns what is broken by a step; nothing, when all is well.
    static func broken(before: Machine, event: Event, effects: [Effect], after: Machine) -> [String] {
        var promises = Promises(before: before, event: event, effects: effects, after: after)
        promises.childrenAreTheWorlds()
        promises.timersAreTheWorlds()
        promises.timersAreOwned()
        promises.startsAreInOrder()
        promises.publishAlternates()
        promises.stopIsInOrder()
        promises.stopIsRemembered()
        promises.finishIsLast()
        return promises.broken
    }

    private init(before: Machine, event: Event, effects: [Effect], after: Machine) {
        self.before = before
        self.event = event
        self.effects = effects
        self.after = after
    }

    private mutating func expect(_ holds: Bool, _ promise: @autoclosure () -> String) {
        if !holds { broken.append(promise()) }
    }

    /// The children are those before, less the one that ended, more those spawned; one per work.
    private mutating func childrenAreTheWorlds() {
        var children = before.live.mapValues(\.work)
        switch event {
        case .childExited(let child, _), .childStartFailed(let child, _): children[child] = nil
        default: break
        }
        for case .spawn(let child, let work) in effects {
            expect(children[child] == nil && before.live[child] == nil, "a child's identifier is used again")
            expect(!children.values.contains(work), "a work has two children")
            children[child] = work
        }
        expect(children == after.live.mapValues(\.work), "the machine's children are not the world's")
        for case .watchReadiness(let child, _) in effects {
            expect(after.live[child]?.stage == .running, "readiness of a child that does not run is watched")
        }
        for (child, state) in after.live {
            let isWatched = watched(child, before.live[child]?.readiness == .watched)
            expect(isWatched == (state.readiness == .watched), "the machine's watches are not the world's")
        }
    }

    private func watched(_ child: ChildID, _ wasWatched: Bool) -> Bool {
        var isWatched = wasWatched && event != .childReady(child) && event != .readinessLost(child)
        for effect in effects {
            if case .watchReadiness(child, _) = effect { isWatched = true }
            if effect == .unwatchReadiness(child) { isWatched = false }
        }
        return isWatched
    }

    /// The timers are those before, less the one that fired and those cancelled, more those started.
    private mutating func timersAreTheWorlds() {
        var timers = before.armedTimers
        if case .timerFired(let timer) = event { timers.remove(timer) }
        for effect in effects {
            if case .startTimer(let timer, _) = effect {
                expect(timers.insert(timer).inserted, "a timer's identifier is used again")
            }
            if case .cancelTimer(let timer) = effect {
                expect(timers.remove(timer) != nil, "a timer that is not armed is cancelled")
            }
        }
        expect(timers == after.armedTimers, "the machine's timers are not the world's")
    }

    /// Every armed timer belongs to the phase, a task's restart or a child; none belongs to nobody.
    private mutating func timersAreOwned() {
        var owned: [TimerID] = after.phase.timers
        for run in after.runs.values {
            if case .restarting(let timer, _) = run.state { owned.append(timer) }
        }
        var sharers: [TimerID: Int] = [:]
        for child in after.live.values {
            if let youth = child.youth { owned.append(youth) }
            if let timer = child.stage.timer { sharers[timer, default: 0] += 1 }
        }
        expect(Set(owned).count == owned.count, "a timer has two owners")
        expect(Set(owned).union(sharers.keys) == after.armedTimers, "a timer is armed for nobody, or missing")
        expect(sharers == after.sharers, "the count of those who share a timer is wrong")
    }

    /// Never two simple tasks at once, no host beside an unfinished one, nothing started in a stop.
    private mutating func startsAreInOrder() {
        let simple = after.live.values.count { after.isSimple($0.work) }
        expect(simple <= 1, "two simple tasks at once")
        let host = after.live.values.contains { $0.work == .host }
        expect(!host || simple == 0, "a host beside an unfinished simple task")
        let spawned = effects.contains { if case .spawn = $0 { true } else { false } }
        if spawned {
            expect(!before.phase.isStopping, "a child is started during a stop")
            expect(event != .stopRequested && event != .recycleRequested, "a stop starts a child")
        }
        for case .spawn(_, .host) in effects {
            for (index, task) in after.plan.tasks.enumerated() where task.type == .simple {
                switch after.runs[index]?.state {
                case .passed, .ended(.exited): break
                default: expect(false, "the host is started before simple task \(index) has succeeded")
                }
            }
        }
    }

    private mutating func publishAlternates() {
        var published = before.published
        for case .publish(let status) in effects {
            expect(status != published, "the same status is published twice")
            published = status
        }
        expect(published == after.published, "what was published is not what the machine believes")
        expect(published == .busy || after.phase.isRunning, "Ready, but not running")
    }

    /// Host and simple task before background, background before foreground, newest first; nobody is told twice.
    private mutating func stopIsInOrder() {
        let told = effects.compactMap { if case .terminate(let child) = $0 { child } else { nil } }
        let isOneByOne = zip(told, told.dropFirst()).allSatisfy {
            rank($0) < rank($1) || (rank($0) == rank($1) && $0 > $1)
        }
        expect(isOneByOne, "children are not told in reverse order of their start")
        for child in told {
            let isNew = before.live[child]?.stage == .running || event == .childStarted(child)
            expect(isNew, "a child is told to end twice, or one that is not there")
            let waits = after.live.contains { $0.value.stage != .givenUp && rank($0.key) < rank(child) }
            expect(!waits, "a child is told to end before those that come before it have ended")
        }
        for case .kill(let child) in effects {
            var wasKilled = false
            if case .killed? = before.live[child]?.stage { wasKilled = event != .childStarted(child) }
            expect(after.live[child] != nil && !wasKilled, "a child is killed twice, or one that is not there")
        }
        if before.phase.isStopping, !after.phase.isStopping {
            expect(after.live.values.allSatisfy { $0.stage == .givenUp }, "a stop ends while a child is waited for")
        }
    }

    /// After a stop request the machine stops, and no incarnation follows.
    private mutating func stopIsRemembered() {
        if event == .stopRequested {
            expect(after.phase.isFinished || after.phase.isAskedToStop, "a stop request is not heard")
        }
        guard before.phase.isAskedToStop else { return }
        expect(after.phase.isFinished || after.phase.isAskedToStop, "a stop request is forgotten")
    }

    private func rank(_ child: ChildID) -> Int {
        switch (after.live[child] ?? before.live[child])?.work {
        case .host, nil: 0
        case .task(let index):
            switch after.plan.tasks[index].type {
            case .simple: 0
            case .background: 1
            case .foreground: 2
            }
        }
    }

    private mutating func finishIsLast() {
        let finishes = effects.filter { if case .finish = $0 { true } else { false } }
        expect(finishes.count == (after.phase.isFinished && !before.phase.isFinished ? 1 : 0), "finish is not once")
        guard let finish = finishes.first else { return }
        expect(effects.last == finish, "an order comes after finish")
        expect(after.armedTimers.isEmpty, "a timer outlives the end")
        expect(after.live.values.allSatisfy { $0.stage == .givenUp }, "a child outlives the end")
    }
}

extension Machine {
    /// Whether a work is a simple task.
    func isSimple(_ work: Work) -> Bool {
        if case .task(let index) = work { plan.tasks[index].type == .simple } else { false }
    }
}

extension Phase {
    /// The timers that belong to the phase itself.
    var timers: [TimerID] {
        switch self {
        case .idle, .finished: []
        case .runningTask(_, _, let timeout, let blockTimeout): [timeout, blockTimeout].compactMap { $0 }
        case .awaitingAgent(_, _, let timer): [timer]
        case .recycling(let timer, _): [timer].compactMap { $0 }
        case .startingHost(_, let timeout, _): [timeout].compactMap { $0 }
        case .running(let running): [running.interval, running.check?.timeout, running.steady].compactMap { $0 }
        case .stopping(let stop): [stop.stage.timer].compactMap { $0 }
        }
    }

    var isStopping: Bool { if case .stopping = self { true } else { false } }

    var isAskedToStop: Bool { if case .stopping(let stop) = self { stop.isAsked } else { false } }

    var isRunning: Bool { if case .running = self { true } else { false } }

    var isFinished: Bool { if case .finished = self { true } else { false } }
}
