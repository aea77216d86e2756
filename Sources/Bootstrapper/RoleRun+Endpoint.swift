import Glibc
import Lifecycle
import LogCapture
import RoleModel
import RuntimeEndpoint
import RuntimeProtocol
import Supervision

/// The runtime endpoint (behaviour B5, D6, E1; runtime protocol 2011-03-08).
extension RoleRun {
    /// Opens it before the first child, when a child is told of it; what it tells comes when the child is on its way.
    ///
    /// One that can not be had is told of and lived without.
    func openEndpoint() {
        guard role.usesEndpoint, endpoint == nil else { return }
        ResourceFolders.empty(role.folders.endpoint)
        let owner = system.uid == 0 ? role.user.map { RuntimeOwner(uid: $0.uid, gid: $0.gid) } : nil
        do throws(RuntimeEndpointFailure) {
            let server = try RuntimeEndpointServer(folder: role.folders.endpoint, queue: queue, owner: owner) { peer in
                ProcessFamily.isOurs(peer.pid)
            }
            listen(to: server)
            endpoint = server
            // The set that all share is made now, beside the folders; why it can not be had is told with the order.
            if role.usesSharedEndpoint { _ = try? server.socketSet() }
        } catch {
            story.hasNoEndpoint("\(error)")
        }
    }

    private func listen(to server: RuntimeEndpointServer) {
        server.onStatus = { [weak self] _ in self?.reportLeases() }
        server.onAccepted = { [weak self] client, incarnation in
            self?.reportLeases()
            self?.noteChange(.accepted(client: client, incarnation: incarnation))
        }
        server.onRecycle = { [weak self] in self?.clientWantsRecycle($0, $1) }
        server.onStopped = { [weak self] _ in self?.noteStopAcknowledgement() }
        server.onAnswered = { [weak self] in self?.allAnswered($0) }
        server.onRefusal = { [weak self] in self?.story.endpointRefuses($0) }
    }

    /// The clients that hold a lease.
    var endpointClients: [String] { endpoint?.leases.entries.map(\.clientID) ?? [] }

    /// The number that the next announcement will have.
    func nextGoalIncarnation() -> UInt64 {
        endpoint?.goalState.map { $0.incarnation &+ 1 } ?? GoalState.firstIncarnation
    }

    /// Puts the role environment into its place and announces it.
    func announceStarted() {
        guard let endpoint else { return }
        isEndpointHeard = isEndpointHeard || endpoint.listenerCount > 0
        do throws(RuntimeEndpointFailure) {
            try endpoint.announce(role.document)
        } catch {
            story.cannotAnnounce("\(error)")
            forgetAwaited()
        }
    }

    /// A new incarnation of the role: what the processes of the last one have said is over.
    func renewEndpoint() {
        if endpoint == nil { openEndpoint() }
        endpoint?.forgetLeases()
        isEndpointHeard = false
        announceStarted()
    }

    /// Tells every client that the role is to stop.
    func announceStop() {
        dropChange()
        isEndpointHeard = isEndpointHeard || endpoint.map { $0.listenerCount > 0 } ?? false
        endpoint?.announceStop()
    }

    private func allAnswered(_ incarnation: UInt64) {
        // Whoever has not accepted by now has let go of its lease.
        if change?.incarnation == incarnation { forgetAwaited() }
        noteStopAcknowledgement()
    }

    private func forgetAwaited() {
        for client in change?.waiting.sorted() ?? [] { noteChange(.left(client: client)) }
    }

    private func clientWantsRecycle(_ client: String, _ incarnation: UInt64) {
        if let change, incarnation >= change.incarnation {
            noteChange(.cancelled(client: client, incarnation: incarnation))
        } else {
            if machine.takesRecycle { story.wasAskedToRecycle(by: "client '\(client)'") }
            handle(.recycleRequested)
        }
    }
}

extension PreparedRole {
    /// Whether any process is told of the runtime endpoint.
    var usesEndpoint: Bool {
        plan.host?.runtimeEndpoint != nil || plan.tasks.contains { $0.runtimeEndpoint != nil }
    }

    /// Whether any is told of the sockets that all share.
    var usesSharedEndpoint: Bool {
        plan.host?.runtimeEndpoint == .socket || plan.tasks.contains { $0.runtimeEndpoint == .socket }
    }
}

/// Leases and the host's own status: the least ready client wins, without a lease the host's own word holds.
extension RoleRun {
    /// What the leases say; nil: there is none.
    var leasedStatus: RoleInstanceStatus? {
        endpoint?.leases.status.map { $0 == .started ? .ready : .busy }
    }

    /// Tells the machine what the leases say now.
    func reportLeases() {
        guard let host = lives.first(where: { $0.value.work == .host })?.key else { return }
        // A role library is Ready when its OnStart says so, whatever its clients do meanwhile.
        if let resident, !resident.isRunning { return }
        handle(.hostReported(host, status(of: host)))
    }

    /// Busy leases of the tasks hold for the host from its first moment; to be Ready is its own to say.
    func reportBusyLeases(to host: ChildID) {
        if leasedStatus == .busy { handle(.hostReported(host, .busy)) }
    }

    /// What the host is by its leases, its last answer to a StatusCheck, and its own word, the least ready of them.
    func status(of host: ChildID) -> RoleInstanceStatus {
        if leasedStatus == .busy || checkedStatus == .busy { return .busy }
        if leasedStatus == .ready { return .ready }
        // Without a lease nobody but the host itself has said that it is Ready.
        guard resident == nil, machine.plan.host?.readyWhen == .reported else { return .ready }
        return lives[host]?.watcher?.reported ?? .busy
    }

    /// Takes what the host, or a probe, has answered to a StatusCheck: it holds until the next one.
    func answerStatusCheck(_ check: StatusCheckID, _ answer: RoleInstanceStatus) {
        checkedStatus = answer
        finishStatusCheck(check, leasedStatus == .busy ? .busy : answer)
    }

    func finishStatusCheck(_ check: StatusCheckID, _ status: RoleInstanceStatus) {
        story.checked(status)
        handle(.statusCheckAnswered(check, status))
    }
}

/// Stopping, as far as clients acknowledge it.
extension RoleRun {
    /// Waits for those who can be expected to answer; `hostStopped` follows, at once when there is nobody.
    func awaitStopAcknowledgement(of host: ChildID) {
        // Where nobody has ever listened, nobody will hear of it. A script listens now and then: it is waited for.
        guard isEndpointHeard else { return handle(.hostStopped(host)) }
        stoppingHost = host
        noteStopAcknowledgement()
    }

    private func noteStopAcknowledgement() {
        guard let host = stoppingHost else { return }
        let clients = clientsToStop
        guard clients.isEmpty else { return story.awaitsClients(clients) }
        stoppingHost = nil
        handle(.hostStopped(host))
    }

    /// Clients with a lease that have not said Stopped.
    ///
    /// Ruby's client answers with the incarnation before: what counts is that it says Stopped.
    private var clientsToStop: [String] {
        endpoint?.leases.entries.filter { $0.lease.status != .stopped }.map(\.clientID) ?? []
    }
}

/// The endpoint in the environment of a child.
extension RoleRun {
    private static let variable = "WaRuntimeEndpoint"

    /// Names the child's set, which is made now if it is its own.
    func connectEndpoint(_ order: inout LaunchOrder, _ child: ChildID, _ work: Work) {
        guard let transport = role.plan.endpoint(of: work) else { return }
        order.environment.removeAll { $0.hasPrefix(Self.variable + "=") }
        guard let endpoint else { return }
        do throws(RuntimeEndpointFailure) {
            let path =
                switch transport {
                case .socket: try endpoint.socketSet()
                case .fifo: try endpoint.fifoSet(for: Self.setName(work, child))
                case .absent: ""
                }
            order.environment.append("\(Self.variable)=\(path)")
        } catch {
            story.hasNoEndpoint("\(error)")
        }
    }

    /// Removes what was made for one child.
    func disconnectEndpoint(_ child: ChildID, _ work: Work) {
        guard role.plan.endpoint(of: work) == .fifo else { return }
        endpoint?.removeFIFOSet(for: Self.setName(work, child))
    }

    private static func setName(_ work: Work, _ child: ChildID) -> String {
        switch work {
        case .host: "host-\(child.number)"
        case .task(let index): "task\(index + 1)-\(child.number)"
        }
    }
}

extension RunStory {
    func hasNoEndpoint(_ reason: String) {
        capture.record(.warning, "\(reason), ignoring: the role runs without WaRuntimeEndpoint")
    }

    func cannotAnnounce(_ reason: String) {
        capture.record(.error, "\(reason): clients of the runtime endpoint keep what they have")
    }

    func endpointRefuses(_ reason: String) { capture.record(.warning, "runtime endpoint: \(reason)") }

    func awaitsClients(_ clients: [String]) {
        let shown = clients.prefix(3).joined(separator: "', '")
        let rest = clients.count > 3 ? " and \(clients.count - 3) more" : ""
        capture.record(.debug, "Stopping: waiting for client\(clients.count == 1 ? "" : "s") '\(shown)'\(rest)")
    }
}
