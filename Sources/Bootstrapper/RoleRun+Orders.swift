import ControlSocket
import Glibc
import Lifecycle
import LogCapture

/// What an operator orders (behaviour H1): it is told in the log, with who asked.
extension RoleRun {
    func stop(_ peer: ControlPeer) -> ControlReply {
        story.wasAskedToStop(by: peer, again: stopRequests > 0)
        record?.add(.stopRequested(peer))
        stop()
        return .answer(outline(of: .stop))
    }

    func recycle(_ peer: ControlPeer) throws(ControlFault) -> ControlReply {
        try requestRecycle(peer)
        return .answer(outline(of: .recycle))
    }

    private func requestRecycle(_ peer: ControlPeer) throws(ControlFault) {
        switch machine.instancePhase {
        case .starting, .ready, .busy: break
        case .creating, .stopping, .unresponsive, .restarting, .cycling, .failedStarting, .stopped:
            throw ControlFault(
                .notPossible,
                "cannot recycle in phase \(machine.instancePhase.rawValue): nothing runs that could be recycled"
            )
        }
        story.wasAskedToRecycle(by: peer)
        record?.add(.recycleRequested(peer))
        capture.releaseChildren()
        handle(.recycleRequested)
    }

    func restart(_ request: ControlRequest, _ peer: ControlPeer) throws(ControlFault) -> ControlReply {
        let work = try work(named: request)
        guard case .task(let index) = work else {
            // A host begins after all startup tasks, and with them: its restart is a recycle.
            try requestRecycle(peer)
            return .answer(outline(of: .restart, [("recycles", .bool(true)), ("name", .string(story.name(of: work)))]))
        }
        if let refusal = machine.restartRefusal(of: index) {
            throw ControlFault(.notPossible, "cannot restart \(story.taskName(index)): \(words(refusal))")
        }
        story.wasAsked("restart of \(story.taskName(index))", by: peer)
        record?.add(.restartRequested(work, peer))
        handle(.restartRequested(index))
        return .answer(outline(of: .restart, [("recycles", .bool(false)), ("name", .string(story.name(of: work)))]))
    }

    private func words(_ refusal: Machine.RestartRefusal) -> String {
        switch refusal {
        case .unknown: "there is no such task"
        case .simple:
            "it is a simple task, and what came after it was built on its end; recycle the role to run it again"
        case .notReached: "it has not been reached yet"
        case .awaited: "a /blockStartup task waits for this very process; recycle the role to begin again"
        case .stillRunning: "its last process was killed in vain and still runs"
        case .wrongPhase: "nothing is started in phase \(machine.instancePhase.rawValue)"
        }
    }

    func signal(_ request: ControlRequest, _ peer: ControlPeer) throws(ControlFault) -> ControlReply {
        let work = try work(named: request)
        guard let number = request["signal"]?.integer, (1...64).contains(number) else {
            throw ControlFault(
                .notFound,
                "cannot send a signal without its number in \"signal\": write one from 1 to 64"
            )
        }
        guard let child = lives.first(where: { $0.value.work == work && $0.value.pid != nil })?.key else {
            throw ControlFault(.notPossible, "cannot send a signal to \(story.name(of: work)): no process of it runs")
        }
        let signal = Int32(number)
        story.wasAsked("\(SignalName.text(signal)) for \(story.name(of: work))", by: peer)
        record?.add(.signalSent(work, signal, peer))
        children.signal(child, signal)
        tellFollowers()
        return .answer(outline(of: .signal, [("name", .string(story.name(of: work)))]))
    }

    /// Returns whom a request means: a number from 1, a name, or `host`.
    private func work(named request: ControlRequest) throws(ControlFault) -> Work {
        if let number = request["task"]?.integer { return try work(number) }
        guard let written = request["task"]?.text else {
            throw ControlFault(
                .notFound,
                "cannot tell whom the request means: write \"task\": a number, a name or host"
            )
        }
        let shown = written.prefix(64)
        let places = role.plan.tasks.indices.filter { role.plan.tasks[$0].name == written }
        if places.count > 1 {
            let numbers = places.map { String($0 + 1) }.joined(separator: ", ")
            throw ControlFault(.notFound, "cannot tell which '\(shown)' is meant: write its number, one of \(numbers)")
        }
        if let place = places.first { return .task(place) }
        if let host = role.plan.host, written == "host" || written == host.schedule.name { return .host }
        if let number = Int(written) { return try work(number) }
        let names = role.plan.tasks.prefix(20).enumerated().map { "\($0.offset + 1) \($0.element.name)" }
        let known = (names + (role.plan.host == nil ? [] : ["host"])).joined(separator: ", ")
        throw ControlFault(.notFound, "cannot find task '\(shown)': write one of \(known)")
    }

    private func work(_ number: Int) throws(ControlFault) -> Work {
        guard number >= 1, number <= role.plan.tasks.count else {
            throw ControlFault(.notFound, "cannot find task \(number): there are \(role.plan.tasks.count)")
        }
        return .task(number - 1)
    }
}

extension RunStory {
    func wasAskedToStop(by peer: ControlPeer, again: Bool) {
        wasAsked("stop", by: peer, again ? "stopping at once" : "stopping in order; once more stops at once")
    }

    func wasAskedToRecycle(by peer: ControlPeer) {
        wasAsked("recycle", by: peer, "stopping in order, to begin again")
    }

    func wasAsked(_ what: String, by peer: ControlPeer, _ consequence: String? = nil) {
        let who = (peer.pid > 0 ? " from pid \(peer.pid)" : "") + ", user \(peer.uid)"
        capture.record(.info, what + who + (consequence.map { ": " + $0 } ?? ""))
    }
}
