import RoleModel

/// The host, from its order to Ready and to its end (D2, D4, D5).
extension Machine {
    /// Orders the host; a role without one is Ready when its tasks are done.
    mutating func startHost() {
        guard let host = plan.host else { return becomeReady(host: nil, .ready) }
        let child = spawn(.host)
        let timeout = host.readinessTimeout.map { arm(.hostReadiness, $0) }
        phase = .startingHost(child, timeout: timeout, reported: nil)
    }

    mutating func hostStarted(_ child: ChildID) {
        switch plan.host?.readyWhen {
        case .started, nil: hostBecameReady(child)
        case .readinessHolds: watchReadiness(child, .host)
        case .reported: break
        }
    }

    /// What makes the host Ready has happened; what it has said of itself since its start still counts.
    mutating func hostBecameReady(_ child: ChildID) {
        guard case .startingHost(child, let timeout, let reported) = phase else { return }
        cancel(timeout)
        becomeReady(host: child, reported ?? .ready)
    }

    mutating func hostReported(_ child: ChildID, _ status: RoleInstanceStatus) {
        switch phase {
        case .startingHost(child, let timeout, _):
            phase = .startingHost(child, timeout: timeout, reported: status)
            if status == .ready, plan.host?.readyWhen == .reported { hostBecameReady(child) }
        case .running(let running):
            if running.host == child { setStatus(status) }
        case .idle, .runningTask, .awaitingAgent, .startingHost, .stopping, .recycling, .finished:
            break
        }
    }

    /// Takes the end of the host, or that it could not be started.
    mutating func hostEnded(_ child: Child, _ reason: FinishReason) {
        switch phase {
        case .startingHost, .running:
            stop(because: reason)
        case .stopping:
            childGone(child)
        case .idle, .runningTask, .awaitingAgent, .recycling, .finished:
            break  // Without a host.
        }
    }
}
