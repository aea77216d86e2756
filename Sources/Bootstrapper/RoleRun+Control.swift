import ControlSocket
import Glibc
import JSONText
import Lifecycle
import LogCapture

/// The control socket (behaviour H1).
extension RoleRun {
    /// For how long a status may be told twice while nothing happens: only its durations grow.
    private static let statusAge = Duration.milliseconds(20)

    /// Opens it where it was asked for, else in the usual folder.
    ///
    /// One that can not be had is told of and lived without.
    func openControlSocket() {
        record = RunRecord(machine)
        switch options.controlSocket {
        case "": break
        case let path?:
            if let reason = listen(at: path) { story.hasNoControlSocket(reason, isAskedFor: true) }
        case nil:
            if let reason = listenAtUsualPlace() { story.hasNoControlSocket(reason, isAskedFor: false) }
        }
    }

    private func listenAtUsualPlace() -> String? {
        let folder = ControlFolder(user: system.uid) { [system] in system.environment[$0] }
        do throws(ControlSocketFailure) {
            try folder.make()
        } catch {
            return "\(error)"
        }
        let (deployment, instance) = (role.plan.deploymentID, role.plan.instanceID)
        guard listen(at: folder.socket(deployment: deployment, instance: instance)) != nil else { return nil }
        // Another role of that name runs here: the second one shall be seen, too.
        return listen(at: folder.socket(deployment: deployment, instance: instance, suffix: ".\(getpid())"))
    }

    /// Returns why nobody can be listened to there; nil when somebody can.
    private func listen(at path: String) -> String? {
        let server: ControlServer
        do throws(ControlSocketFailure) {
            server = try ControlServer(path: path, queue: queue) { [weak self] request, peer throws(ControlFault) in
                guard let self else { throw ControlFault(.notPossible, "cannot answer: the role is over") }
                return try reply(to: request, from: peer)
            }
        } catch {
            return "\(error)"
        }
        var refusals = 0
        server.onRefusal = { [weak self] peer in
            refusals += 1
            // Whoever knocks without end must not fill the log.
            self?.story.refusedControl(peer, isFirst: refusals == 1)
        }
        server.statusLine = { [weak self] in self?.currentStatusLine ?? [] }
        control = server
        return nil
    }

    /// Takes what has happened, when the machine has taken it, for those who ask and those who follow.
    func noteForOperators(_ event: Event) {
        guard record != nil else { return }
        if case .childStarted(let child) = event, let life = lives[child], let pid = life.pid {
            record?.add(.started(life.work, pid))
        }
        if case .childReady(let child) = event, let life = lives[child] { record?.add(.ready(life.work)) }
        record?.note(event, machine)
        keepEndSoon()
        tellFollowers()
    }

    /// Tells those who follow that it is over, and why; nobody else is answered any more.
    func tellOfEnd() {
        record?.look(at: machine)
        statusLine = nil
        tellFollowers()
        control?.closeAtEnd()
    }

    /// Tells those who follow what has been noted since they were told last.
    func tellFollowers() {
        guard let control, let record else { return }
        let from = max(notesTold - (record.notes.first?.sequence ?? 1) + 1, 0)
        notesTold = record.notesMade
        for note in record.notes.dropFirst(from) { control.push { self.event(note).json.line } }
        let isReady = machine.instancePhase == .ready
        control.statusChanged(isUrgent: isReady != toldReady)
        toldReady = isReady
    }

    private func reply(to request: ControlRequest, from peer: ControlPeer) throws(ControlFault) -> ControlReply {
        switch request.command {
        case .status: return request.follows ? .stream(.status, [currentStatusLine]) : .line(currentStatusLine)
        case .timeline: return try timelineLine()
        case .check: return .answer(outline(of: .check))
        case .events: return events(follows: request.follows)
        case .logs: return .answer(logSources)
        case .tails: return .answer(tails)
        case .stop: return stop(peer)
        case .recycle: return try recycle(peer)
        case .restart: return try restart(request, peer)
        case .signal: return try signal(request, peer)
        case .updateConfiguration: return try updateConfiguration(request, peer)
        }
    }

    /// The status as a line; made anew when something has happened.
    var currentStatusLine: [UInt8] {
        let changes = record?.changes ?? 0
        let now = ContinuousClock.now
        if let told = statusLine, told.changes == changes, now - told.at < Self.statusAge { return told.line }
        let line = statusDocument.json.line
        statusLine = (changes, now, line)
        return line
    }

    /// What a command is answered with; its cost does not grow with the role.
    func outline(of command: ControlCommand, _ more: [(String, JSON)] = []) -> JSON {
        let phase = machine.instancePhase
        let members: [(String, JSON)] = [
            ("version", .integer(ControlRequest.version)),
            ("command", .string(command.rawValue)),
            ("instance", .string(role.plan.instanceID)),
            ("phase", .string(phase.rawValue)),
            ("status", .string((phase == .ready ? RoleInstanceStatus.ready : .busy).rawValue)),
        ]
        return .object(members + more)
    }
}

extension RunStory {
    func hasNoControlSocket(_ reason: String, isAskedFor: Bool) {
        let mend = isAskedFor ? "" : "; --control-socket PATH names another place, none wants no socket"
        capture.record(
            isAskedFor ? .warning : .info,
            "\(reason), ignoring: status, stop and recycle are not answered\(mend)"
        )
    }

    func refusedControl(_ peer: ControlPeer, isFirst: Bool) {
        let text = "cannot answer user \(peer.uid) (pid \(peer.pid)) on the control socket: not permitted"
        capture.record(isFirst ? .warning : .debug, text)
    }
}
