import Lifecycle
import LogCapture
import StatusListener

/// The readiness listener and what else is told over the network (behaviour D7, H3, H4).
extension RoleRun {
    private static let linesOfTail = 20

    /// Opens what was asked for; what can not be had is told of and lived without.
    func openListeners() {
        guard options.listeners.isWanted else { return }
        let listener = ReadinessListener(content: listenerContent, queue: queue)
        self.listener = listener
        let wanted = options.listeners
        open(wanted.readiness, "--readiness-listener", wanted.hasPage ? "status page" : "readiness") {
            address throws(ListenerFailure) in try listener.listen(on: address)
        }
        open(wanted.agentCheck, "--agent-check", "agent-check") { address throws(ListenerFailure) in
            try listener.listenForAgentCheck(on: address)
        }
        open(wanted.azureProbe, "--azure-probe", "Azure's probe") { address throws(ListenerFailure) in
            try listener.listenForAzureProbe(on: address)
        }
    }

    private func open(
        _ address: ListenerAddress?,
        _ option: String,
        _ name: String,
        _ listen: (ListenerAddress) throws(ListenerFailure) -> ListenerAddress
    ) {
        guard let address else { return }
        do throws(ListenerFailure) {
            story.listens(try listen(address), name)
        } catch {
            story.cannotListen(error, option)
        }
    }

    private var listenerContent: ListenerContent {
        var content = ListenerContent { [weak self] in self?.machine.instancePhase == .ready }
        content.isLive = { [weak self] in self?.isLive ?? false }
        content.agentState = { [weak self] in self?.agentState ?? .down("the role is over") }
        content.metrics = { [weak self] in self?.metricsText(isOpenMetrics: $0) ?? "" }
        content.status = { [weak self] in String(decoding: self?.currentStatusLine ?? [], as: UTF8.self) }
        content.timeline = { [weak self] in self?.timeline?.svg ?? "" }
        // What programs print may hold what is not for everybody: only for whom the page is.
        if options.listeners.hasPage { content.logs = { [weak self] in self?.logTails ?? [] } }
        content.hasPage = options.listeners.hasPage
        return content
    }

    private var isLive: Bool {
        switch machine.instancePhase {
        case .unresponsive, .stopped: false
        case .creating, .starting, .ready, .busy, .stopping, .restarting, .cycling, .failedStarting: true
        }
    }

    private var agentState: AgentState {
        switch machine.instancePhase {
        case .ready: .ready
        case .unresponsive, .cycling, .failedStarting: .down(machine.instancePhase.rawValue)
        case .creating, .starting, .busy, .stopping, .restarting, .stopped: .drain
        }
    }

    /// What each task and the host wrote last: while a process lives from the capture, then from what it left.
    private var logTails: [LogTail] {
        let works = machine.plan.tasks.indices.map { Work.task($0) } + (machine.plan.host == nil ? [] : [.host])
        return works.compactMap { work in
            let life = lives.values.first { $0.work == work }
            let lines = life.map { capture.tail($0.source, count: Self.linesOfTail) } ?? lastWords[work] ?? []
            guard life != nil || !lines.isEmpty else { return nil }
            return LogTail(
                name: story.shortName(of: work),
                lines: lines.suffix(Self.linesOfTail).map { LogTail.Line($0.text, isError: $0.stream == .error) }
            )
        }
    }
}

extension RunStory {
    func listens(_ address: ListenerAddress, _ name: String) {
        capture.record(.info, "listening for \(name) on \(address)")
        guard !address.isLoopback, name == "status page" else { return }
        capture.record(
            .warning,
            "the status page on \(address) has no password: whoever reaches the address reads status and logs"
        )
    }

    func drains(_ time: Duration) {
        capture.record(
            .info,
            "out of rotation; everything serves on for \(SecondsText.short(time)) before it is stopped"
        )
    }

    func cannotListen(_ failure: ListenerFailure, _ option: String) {
        capture.record(.warning, "\(failure), ignoring: the role runs without; \(option) names another address")
    }
}
