@testable import Lifecycle

/// Everything that can happen next in a world that a machine describes.
struct Moves {
    private(set) var events: [Event] = []

    init(of machine: Machine) {
        addRequests(machine)
        for (id, child) in machine.live.sorted(by: { $0.key < $1.key }) { add(id, child, machine) }
        events += machine.timers.keys.sorted { $0.number < $1.number }.map { .timerFired($0) }
        addHost(machine)
    }

    private mutating func addRequests(_ machine: Machine) {
        switch machine.phase {
        case .finished: return
        case .idle: events = [.startRequested, .stopRequested, .recycleRequested]
        case .runningTask, .awaitingAgent, .startingHost, .running, .stopping, .recycling:
            events = [.stopRequested, .recycleRequested]
        }
    }

    private mutating func add(_ id: ChildID, _ child: Child, _ machine: Machine) {
        guard !machine.phase.isFinished else { return }
        switch child.stage {
        case .starting, .unwanted:
            events += [.childStarted(id), .childStartFailed(id, .missing)]
        case .running:
            events += [.childExited(id, .exited(code: 0)), .childExited(id, .exited(code: 1))]
            events.append(.childExited(id, .signaled(9)))
        case .terminating, .givenUp:
            events.append(.childExited(id, .signaled(15)))
        case .killed:
            events += [.childExited(id, .signaled(9)), .childStarted(id)]
        }
        events.append(.timeExtended(id, .seconds(60)))
        if child.readiness == .watched { events += [.childReady(id), .readinessLost(id)] }
    }

    private mutating func addHost(_ machine: Machine) {
        switch machine.phase {
        case .startingHost(let host, _, _):
            guard machine.live[host]?.stage == .running else { return }
            events += [.hostReported(host, .ready), .hostReported(host, .busy)]
        case .running(let running):
            if let host = running.host { events += [.hostReported(host, .ready), .hostReported(host, .busy)] }
            if let check = running.check?.id {
                events += [.statusCheckAnswered(check, .ready), .statusCheckAnswered(check, .busy)]
            }
        case .stopping(let stop):
            switch stop.stage {
            case .raising(let host, _): events.append(.hostStopped(host))
            case .stragglers, .killedStragglers: events.append(.stragglersGone)
            case .draining, .ending: break
            }
        case .recycling(nil, _): events.append(.incarnationPrepared(machine.plan))
        case .idle, .runningTask, .awaitingAgent, .recycling, .finished:
            break
        }
    }
}
