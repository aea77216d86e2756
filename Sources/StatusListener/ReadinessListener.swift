import Dispatch
import EventSources
import Glibc

/// Tells over HTTP, and to load balancers, how the instance is (`docs/reference/readiness-listener.md`).
///
/// Everything happens on the one shared queue, and nothing waits: a client that is silent, slow or hostile costs its own
/// place, for some seconds. Without a client there is no timer. It changes nothing of the role: there is only GET and
/// HEAD.
public final class ReadinessListener: @unchecked Sendable {
    /// How many clients there are.
    public var clientCount: Int { clients.count }
    /// How many of them follow events.
    public var streamCount: Int { streams.count }
    /// Whether it will wake up by itself.
    var hasTimer: Bool { timer != nil || beat != nil }

    let content: ListenerContent
    let limits: ListenerLimits
    let queue: DispatchQueue
    var clients: [UInt64: Client] = [:]
    /// Those that follow events.
    var streams: [UInt64: Client] = [:]
    var beat: (any DispatchSourceTimer)?
    /// The tails that were sent last.
    var lastLogs: [UInt8] = []
    var lastPush: ContinuousClock.Instant?
    var lastSign = ContinuousClock.now
    /// When the next event is to be sent; nil while nothing has changed.
    var pushDue: ContinuousClock.Instant?
    /// What they know the instance to be, Ready or not.
    var toldReady: Bool?
    private var listeners: [PortListener] = []
    private var lastClient: UInt64 = 0
    private var timer: (any DispatchSourceTimer)?
    private var timerFiresAt = ContinuousClock.now
    private var restsUntil: ContinuousClock.Instant?
    private var isClosed = false

    /// Creates a listener that listens nowhere yet.
    ///
    /// - Parameters:
    ///   - content: what it answers with.
    ///   - queue: the shared serial queue, on which everything here is called.
    ///   - limits: how much clients may keep of it.
    public init(content: ListenerContent, queue: DispatchQueue, limits: ListenerLimits = ListenerLimits()) {
        self.content = content
        self.queue = queue
        self.limits = limits
    }

    deinit { close() }

    /// Answers HTTP requests at an address, from now on.
    ///
    /// - Returns: the address with its real port.
    /// - Throws: why it can not.
    @discardableResult
    public func listen(on address: ListenerAddress) throws(ListenerFailure) -> ListenerAddress {
        // A page on the web must not reach a listener of this machine by a name that leads here.
        let isGuarded = address.isLoopback
        return try listen(on: address, .http) { [weak self] client in
            client.onRequest = { self?.answer($0, isGuarded: isGuarded) ?? HTTPAnswer(503, "Gone") }
        }
    }

    /// Answers HAProxy's agent-check at an address, from now on: a word at once, then the end.
    ///
    /// - Returns: the address with its real port.
    /// - Throws: why it can not.
    @discardableResult
    public func listenForAgentCheck(on address: ListenerAddress) throws(ListenerFailure) -> ListenerAddress {
        try listen(on: address, .agent) { [weak self] client in
            client.onContact = { Array((self?.agentState.line ?? "").utf8) }
        }
    }

    /// Answers as Azure's guest agent answers the load balancer's default probe (LIFECYCLE §10).
    ///
    /// While the instance is Ready whatever is sent is answered by 200; else the connection ends without an answer.
    ///
    /// - Returns: the address with its real port.
    /// - Throws: why it can not.
    @discardableResult
    public func listenForAzureProbe(on address: ListenerAddress) throws(ListenerFailure) -> ListenerAddress {
        try listen(on: address, .probe) { [weak self] client in
            client.onContact = { self?.content.isReady() == true ? Self.azureAnswer : [] }
        }
    }

    /// Ends it and drops its clients; a second call does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        for listener in listeners { listener.close() }
        listeners = []
        for client in clients.values { client.close() }
        clients = [:]
        streams = [:]
        timer?.cancel()
        timer = nil
        beat?.cancel()
        beat = nil
    }

    private var agentState: AgentState { content.agentState?() ?? (content.isReady() ? .ready : .drain) }

    private static var azureAnswer: [UInt8] {
        let head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\nDate: \(HTTPDate.now)\r\n\r\n"
        return Array((head + "OK").utf8)
    }
}

// MARK: - Clients

extension ReadinessListener {
    private func listen(
        on address: ListenerAddress,
        _ language: Client.Language,
        _ prepare: @escaping (Client) -> Void
    ) throws(ListenerFailure) -> ListenerAddress {
        let listener = try PortListener(address, queue: queue) { [weak self] _, descriptor in
            self?.welcome(descriptor, language, prepare) ?? false
        }
        listeners.append(listener)
        return listener.address
    }

    /// Takes a new client, and returns whether another one may come.
    private func welcome(_ descriptor: Int32, _ language: Client.Language, _ prepare: (Client) -> Void) -> Bool {
        guard descriptor >= 0 else {
            rest()
            return false
        }
        lastClient &+= 1
        let id = lastClient
        let client = Client(id: id, socket: descriptor, language: language, queue: queue)
        prepare(client)
        client.onEnd = { [weak self] in self?.forget(id) }
        client.onStage = { [weak self] in self?.stageChanged(id) }
        clients[id] = client
        client.begin()
        arm(for: client)
        if clients.count >= limits.clients { rest() }
        return clients.count < limits.clients
    }

    private func stageChanged(_ id: UInt64) {
        guard let client = clients[id] else { return }
        if client.stage == .streaming {
            follow(client)
        }
        arm(for: client)
    }

    private func forget(_ id: UInt64) {
        clients[id] = nil
        endStream(id)
        wakeIfPossible()
        guard clients.isEmpty, restsUntil == nil else { return }
        timer?.cancel()
        timer = nil
    }

    /// Lets others wait in the kernel's queue until there is a place.
    private func rest() {
        restsUntil = .now + limits.whenFull
        for listener in listeners { listener.rest() }
        // Those who wait are worth more than those who say nothing.
        arm()
    }

    private func wakeIfPossible() {
        guard restsUntil != nil, clients.count < limits.clients else { return }
        restsUntil = nil
        for listener in listeners { listener.wake() }
    }

    /// When a client will have kept its place too long; nil: never.
    private func deadline(of client: Client) -> ContinuousClock.Instant? {
        let limit: Duration
        switch client.stage {
        case .streaming: return nil
        case .idle: limit = limits.idle
        case .asking: limit = limits.head
        case .answering: limit = limits.answer
        case .leaving: limit = min(limits.head, .seconds(1))
        }
        return client.since + (restsUntil == nil ? limit : min(limit, limits.whenFull))
    }

    private func arm(for client: Client) {
        guard clients[client.id] != nil, let deadline = deadline(of: client) else { return }
        if timer == nil || deadline < timerFiresAt { arm(at: deadline) }
    }

    private func arm() {
        timer?.cancel()
        timer = nil
        var earliest = restsUntil
        for client in clients.values {
            if let deadline = deadline(of: client) { earliest = earliest.map { min($0, deadline) } ?? deadline }
        }
        if let earliest { arm(at: earliest) }
    }

    private func arm(at moment: ContinuousClock.Instant) {
        timer?.cancel()
        timerFiresAt = moment
        timer = queue.timer(moment - .now) { [weak self] in self?.dropLate() }
    }

    /// Drops whoever has kept its place too long, and comes back when the next one will have.
    private func dropLate() {
        let now = ContinuousClock.now
        for client in clients.values {
            guard let deadline = deadline(of: client), deadline <= now else { continue }
            clients[client.id] = nil
            endStream(client.id)
            client.close()
        }
        if let until = restsUntil, until <= now {
            restsUntil = .now + limits.whenFull
            wakeIfPossible()
        }
        arm()
    }
}
