@testable import Lifecycle

/// What of a machine decides what it will do, as bytes: machines with the same bytes behave the same.
///
/// Identifiers are left out: a child is known by its work, a timer by its owner. So are counts that are only shown, and the
/// way somebody failed where only that he failed matters.
struct Fingerprint {
    private(set) var bytes: [UInt8] = []
    private var timers: [TimerID] = []

    init(of machine: Machine) {
        bytes.reserveCapacity(32)
        add(machine.phase, machine)
        bytes.append(machine.published == .ready ? 1 : 0)
        bytes.append(machine.recycleDelay > machine.plan.recycleBackoff.first ? 1 : 0)
        let children = Dictionary(machine.live.values.map { ($0.work, $0) }) { first, _ in first }
        for index in machine.plan.tasks.indices {
            add(machine.runs[index], machine)
            add(children[.task(index)])
        }
        if machine.plan.host != nil { add(children[.host]) }
    }

    private mutating func add(_ phase: Phase, _ machine: Machine) {
        switch phase {
        case .idle: bytes.append(0)
        case .runningTask(let index, _, let timeout, let blockTimeout):
            bytes += [1, UInt8(index), timeout == nil ? 0 : 1, blockTimeout == nil ? 0 : 1]
        case .awaitingAgent(let index, _, let timer):
            bytes += [2, UInt8(index), machine.timers[timer] == .agentReadinessLost ? 1 : 0]
        case .startingHost(_, let timeout, let reported):
            bytes += [3, timeout == nil ? 0 : 1, reported == .busy ? 1 : 0]
        case .running(let running):
            bytes += [4, running.check == nil ? 0 : 1, UInt8(running.misses), running.steady == nil ? 0 : 1]
        case .stopping(let stop):
            bytes += [5, stop.isAsked ? 1 : 0, stop.isUrgent ? 1 : 0, code(stop.reason, machine)]
            add(stop.stage)
        case .recycling(let timer, _): bytes += [6, timer == nil ? 1 : 0]
        case .finished(let reason): bytes += [7, code(reason, machine)]
        }
    }

    private mutating func add(_ stage: Stop.Stage) {
        switch stage {
        case .raising: bytes.append(0)
        case .ending(.foremost, let left): bytes += [1, UInt8(left)]
        case .ending(.background, let left): bytes += [2, UInt8(left)]
        case .ending(.foreground, let left): bytes += [3, UInt8(left)]
        case .ending(.everything, let left): bytes += [4, UInt8(left)]
        case .stragglers: bytes.append(5)
        case .killedStragglers: bytes.append(6)
        case .draining: bytes.append(7)
        }
    }

    private func code(_ reason: FinishReason, _ machine: Machine) -> UInt8 {
        switch reason {
        case .stopped: 0
        case .recycleRequested: 1
        case .hostExited(let status): status.isSuccess(machine.plan.host?.successExitCodes ?? []) ? 2 : 3
        case .startupTaskFailed, .blockFailed, .hostStartFailed, .hostReadinessTimedOut, .hostReadinessLost,
            .unresponsive:
            3
        }
    }

    private mutating func add(_ run: TaskRun?, _ machine: Machine) {
        // Once the incarnation ends, nothing asks for a task's past.
        guard let run, machine.phase.isBeforeStop else { return bytes.append(0) }
        let isDelayed: UInt8 = run.nextDelay > machine.plan.restartBackoff.first ? 16 : 0
        switch run.state {
        case .blocking: bytes.append(1 + isDelayed)
        case .passed: bytes.append(2 + isDelayed)
        case .live: bytes.append(3 + isDelayed)
        case .ended(let outcome): bytes.append((outcome.isFailure ? 4 : 5) + isDelayed)
        case .restarting(_, let outcome): bytes.append((outcome.isFailure ? 6 : 7) + isDelayed)
        }
    }

    private mutating func add(_ child: Child?) {
        guard let child else { return bytes.append(0) }
        switch child.stage {
        case .starting: bytes.append(1)
        case .running: bytes.append(2)
        case .unwanted: bytes.append(3)
        case .terminating: bytes.append(4)
        case .killed: bytes.append(5)
        case .givenUp: bytes.append(6)
        }
        switch child.readiness {
        case .unwatched: bytes.append(child.youth == nil ? 0 : 16)
        case .watched: bytes.append(child.youth == nil ? 1 : 17)
        case .holds: bytes.append(child.youth == nil ? 2 : 18)
        case .lost: bytes.append(child.youth == nil ? 3 : 19)
        }
        add(child.stage.timer)
    }

    /// Who shares a timer with whom matters, which one it is does not.
    private mutating func add(_ timer: TimerID?) {
        guard let timer else { return bytes.append(0) }
        if let index = timers.firstIndex(of: timer) { return bytes.append(UInt8(index + 1)) }
        timers.append(timer)
        bytes.append(UInt8(timers.count))
    }
}

extension Phase {
    /// Whether tasks may still be asked for and started.
    var isBeforeStop: Bool {
        switch self {
        case .idle, .runningTask, .awaitingAgent, .startingHost, .running: true
        case .stopping, .recycling, .finished: false
        }
    }
}
