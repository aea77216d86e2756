import Lifecycle
import RoleModel

/// Makes a boot timeline out of what happens to the machine and what it orders; one for each incarnation.
///
/// Moments are given as time since the incarnation began.
public struct TimelineRecorder: Sendable {
    private static let mostRestartMoments = 32

    private var timeline: BootTimeline
    /// The child that an entry has now, or had last; same indices as the entries.
    private var children: [ChildID?]
    /// Children that were told to end: the signal that ends them is no failure.
    private var toldToEnd: [ChildID] = []
    private let plan: Plan

    /// Begins.
    ///
    /// - Parameters:
    ///   - plan: `Machine.plan`, where the readiness that blocks wait for is marked.
    ///   - instance: the instance's name.
    ///   - role: the role's name.
    ///   - incarnation: which one, from 1.
    ///   - began: when it began, by the wall clock: milliseconds since 1970.
    public init(plan: Plan, instance: String, role: String, incarnation: Int, began: Int64) {
        self.plan = plan
        timeline = BootTimeline(instance: instance, role: role, incarnation: incarnation, began: began)
        timeline.entries = Self.entries(of: plan)
        children = timeline.entries.map { _ in nil }
    }

    /// Takes an order of the machine's.
    public mutating func note(_ effect: Effect, at moment: Duration) {
        switch effect {
        case .spawn(let child, let work): ordered(child, work, Self.microseconds(moment))
        case .publish(.ready):
            if timeline.ready == nil { becameReady(Self.microseconds(moment)) }
        case .terminate(let child), .kill(let child): toldToEnd.append(child)
        default: break
        }
    }

    /// Takes what has happened, before the machine's answer to it.
    public mutating func note(_ event: Event, at moment: Duration) {
        let at = Self.microseconds(moment)
        switch event {
        case .childStarted(let child): change(child) { if $0.started == nil { $0.started = at } }
        case .childStartFailed(let child, let failure):
            ended(child, .notStarted(failure.stage), isSuccess: false, at)
        case .childExited(let child, let status): exited(child, status, at)
        case .childReady(let child), .hostReported(let child, .ready):
            change(child) { if $0.ready == nil { $0.ready = at } }
        default: break
        }
    }

    /// Takes what a child used, when it is reaped; the child is known until its entry's next one is ordered.
    public mutating func note(_ usage: TimelineUsage, of child: ChildID) {
        change(child) { entry in
            if entry.usage == nil { entry.usage = usage } else { entry.usage?.add(usage) }
        }
    }

    /// Takes the end of the incarnation.
    public mutating func end(_ kind: String, _ text: String, at moment: Duration) {
        timeline.end = .init(at: Self.microseconds(moment), kind: kind, text: text)
    }

    /// Returns the timeline as far as it has come.
    public func timeline(at moment: Duration) -> BootTimeline {
        var timeline = timeline
        timeline.until = timeline.end?.at ?? Self.microseconds(moment)
        // A block without a program begins to wait, unseen, as soon as nothing before it has to be waited for.
        for (index, entry) in timeline.entries.enumerated() where entry.kind == .block && entry.ordered == nil {
            guard isNative(index) else { continue }
            timeline.entries[index].ordered = gateOpened(before: index)
        }
        return timeline
    }

    private mutating func ordered(_ child: ChildID, _ work: Work, _ at: Int64) {
        guard let index = index(of: work) else { return }
        passBlocks(before: index, at)
        children[index] = child
        var entry = timeline.entries[index]
        if entry.ordered == nil {
            entry.ordered = at
        } else {
            entry.restarts &+= 1
            if entry.restartMoments.count < Self.mostRestartMoments { entry.restartMoments.append(at) }
        }
        entry.ended = nil
        entry.result = nil
        entry.hasFailed = false
        timeline.entries[index] = entry
    }

    /// What comes after a block is begun only when the block's agent has initialised.
    private mutating func passBlocks(before index: Int, _ at: Int64) {
        for place in 0..<index where isNative(place) && timeline.entries[place].ended == nil {
            timeline.entries[place].ordered = gateOpened(before: place) ?? at
            timeline.entries[place].ended = at
            timeline.entries[place].result = .passed
        }
    }

    private mutating func becameReady(_ at: Int64) {
        passBlocks(before: timeline.entries.count, at)
        timeline.ready = at
        guard let host = timeline.entries.indices.last, timeline.entries[host].kind == .host else { return }
        if timeline.entries[host].ready == nil { timeline.entries[host].ready = at }
    }

    private mutating func exited(_ child: ChildID, _ status: TerminationStatus, _ at: Int64) {
        guard let index = children.lastIndex(of: child) else { return }
        let codes = plan.task(index)?.successExitCodes ?? plan.host?.successExitCodes ?? [0]
        let isTold = toldToEnd.contains(child)
        toldToEnd.removeAll { $0 == child }
        switch status {
        case .exited(let code): ended(child, .exited(code: Int(code)), isSuccess: isTold || codes.contains(code), at)
        case .signaled(let signal):
            ended(child, .signaled(Int(signal)), isSuccess: isTold, at)
        }
    }

    private mutating func ended(_ child: ChildID, _ result: TimelineEntry.Result, isSuccess: Bool, _ at: Int64) {
        change(child) { entry in
            entry.ended = at
            entry.result = result
            entry.hasFailed = !isSuccess
        }
    }

    private mutating func change(_ child: ChildID, _ body: (inout TimelineEntry) -> Void) {
        guard let index = children.lastIndex(of: child), timeline.entries.indices.contains(index) else { return }
        body(&timeline.entries[index])
    }

    private func index(of work: Work) -> Int? {
        let index: Int
        switch work {
        case .task(let number): index = number
        case .host: index = plan.tasks.count
        }
        return timeline.entries.indices.contains(index) ? index : nil
    }

    /// Whether it is a block without a program.
    private func isNative(_ index: Int) -> Bool {
        if case .native = plan.task(index)?.block { true } else { false }
    }

    /// When the last task before an entry that had to be waited for had ended; nil while it has not.
    private func gateOpened(before index: Int) -> Int64? {
        guard let gate = Self.gate(before: index, plan) else { return timeline.entries.first?.ordered ?? 0 }
        return timeline.entries[gate].done
    }

    /// A duration as the timeline has it, between none and 31 years.
    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        guard seconds >= 0, attoseconds >= 0 else { return 0 }
        return min(seconds, 1_000_000_000) * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

extension TimelineRecorder {
    private static func entries(of plan: Plan) -> [TimelineEntry] {
        var entries = plan.tasks.enumerated().map { index, task in entry(index, task, plan) }
        if let host = plan.host {
            var entry = TimelineEntry(name: host.name, kind: .host)
            entry.hasReadiness = host.readyWhen != .started
            entry.waits = gate(before: plan.tasks.count, plan).map { [.init(.end, of: $0)] } ?? []
            entries.append(entry)
        }
        return entries
    }

    private static func entry(_ index: Int, _ task: Plan.Task, _ plan: Plan) -> TimelineEntry {
        var entry = TimelineEntry(name: task.name, kind: kind(of: task))
        entry.hasReadiness = task.watchesReadiness
        if let gate = gate(before: index, plan) { entry.waits.append(.init(.end, of: gate)) }
        switch task.block {
        case .native(let agent), .program(let agent): entry.waits.append(.init(.ready, of: agent))
        case nil: break
        }
        return entry
    }

    private static func kind(of task: Plan.Task) -> TimelineEntry.Kind {
        switch task.type {
        case .simple: task.block == nil ? .simple : .block
        case .background: .background
        case .foreground: .foreground
        }
    }

    /// The last task before an index that is waited for.
    private static func gate(before index: Int, _ plan: Plan) -> Int? {
        plan.tasks.prefix(max(index, 0)).lastIndex { $0.type == .simple }
    }
}
