import ControlSocket
import Lifecycle
import LogCapture

/// The control socket (behaviour H1).
extension RoleRun {
    /// Opens it when it was asked for.
    ///
    /// One that can not be had is told of and lived without.
    func openControlSocket() {
        guard let path = options.controlSocket else { return }
        do throws(ControlSocketFailure) {
            let server = try ControlServer(path: path, queue: queue) { [weak self] request, peer throws(ControlFault) in
                guard let self else { throw ControlFault(.notPossible, "cannot answer: the role is over") }
                return try answer(request.command, to: peer)
            }
            var refusals = 0
            server.onRefusal = { [weak self] peer in
                refusals += 1
                // Whoever knocks without end must not fill the log.
                self?.story.refusedControl(peer, isFirst: refusals == 1)
            }
            control = server
            record = RunRecord()
        } catch {
            story.hasNoControlSocket("\(error)")
        }
    }

    private func answer(_ command: ControlCommand, to peer: ControlPeer) throws(ControlFault) -> JSON {
        switch command {
        case .status: return statusDocument.json
        case .check: return outline(of: .check)
        case .stop:
            story.wasAskedToStop(by: peer, again: stopRequests > 0)
            stop()
            return outline(of: .stop)
        case .recycle:
            try recycle(peer)
            return outline(of: .recycle)
        }
    }

    private func recycle(_ peer: ControlPeer) throws(ControlFault) {
        switch machine.instancePhase {
        case .starting, .ready, .busy: break
        case .creating, .stopping, .unresponsive, .restarting, .cycling, .failedStarting, .stopped:
            throw ControlFault(
                .notPossible,
                "cannot recycle in phase \(machine.instancePhase.rawValue): nothing runs that could be recycled"
            )
        }
        story.wasAskedToRecycle(by: peer)
        capture.releaseChildren()
        handle(.recycleRequested)
    }

    /// What every command but `status` is answered with; its cost does not grow with the role.
    private func outline(of command: ControlCommand) -> JSON {
        let phase = machine.instancePhase
        return .object([
            ("version", .integer(ControlRequest.version)),
            ("command", .string(command.rawValue)),
            ("instance", .string(role.plan.instanceID)),
            ("phase", .string(phase.rawValue)),
            ("status", .string((phase == .ready ? RoleInstanceStatus.ready : .busy).rawValue)),
        ])
    }
}

extension RunStory {
    func hasNoControlSocket(_ reason: String) {
        capture.record(.warning, "\(reason), ignoring: status, stop and recycle are not answered")
    }

    func refusedControl(_ peer: ControlPeer, isFirst: Bool) {
        let text = "cannot answer user \(peer.uid) (pid \(peer.pid)) on the control socket: not permitted"
        capture.record(isFirst ? .warning : .debug, text)
    }

    func wasAskedToStop(by peer: ControlPeer, again: Bool) {
        let what = again ? "stopping at once" : "stopping in order; once more stops at once"
        capture.record(.info, "stop\(Self.sender(peer)): \(what)")
    }

    func wasAskedToRecycle(by peer: ControlPeer) {
        capture.record(.info, "recycle\(Self.sender(peer)): stopping in order, to begin again")
    }

    private static func sender(_ peer: ControlPeer) -> String {
        (peer.pid > 0 ? " from pid \(peer.pid)" : "") + ", user \(peer.uid)"
    }
}
