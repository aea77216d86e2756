import Dispatch
import EventSources
import Glibc
import Kernel

/// The server of a control socket: one JSON object a line in, one JSON object a line out (`docs/reference/status.md`).
///
/// Everything happens on the one shared queue, and nothing waits: a client that is silent, slow or hostile costs its own
/// place, for some seconds. Without a client there is no timer.
public final class ControlServer: @unchecked Sendable {
    /// How many clients are served at the same time; others wait in the kernel's queue.
    public static let mostClients = 64

    /// How many of them may be told of a topic at the same time; the others' places are for those who ask.
    public static let mostStreams = 32
    /// The least time between two status documents that are pushed.
    static let statusPace = Duration.milliseconds(100)
    /// The same, when the instance has become Ready or Busy.
    static let urgentPace = Duration.milliseconds(2)

    /// Gives the line that is pushed to whoever follows the status.
    public var statusLine: (() -> [UInt8])?
    /// Called for whoever was refused because of his user.
    public var onRefusal: ((ControlPeer) -> Void)?
    /// How many clients there are.
    public var count: Int { connections.count }
    /// Whether it will wake up by itself.
    var hasTimer: Bool { timer != nil || pace != nil }

    let queue: DispatchQueue
    private let limits: ControlLimits
    private let answer: (ControlRequest, ControlPeer) throws(ControlFault) -> ControlReply
    private let socket: ListeningSocket
    private let permittedUser: UInt32
    private let source: any DispatchSourceRead
    private var isAccepting = true
    var connections: [UInt64: Connection] = [:]
    private var lastConnection: UInt64 = 0
    private var timer: (any DispatchSourceTimer)?
    private var isClosed = false
    /// Armed while somebody follows the status and it has changed a moment after it was pushed.
    var pace: (any DispatchSourceTimer)?
    var statusPushed = ContinuousClock.now
    /// Who has not taken the last status, and is owed the latest.
    var owed: Set<UInt64> = []

    /// Listens from now on.
    ///
    /// - Parameters:
    ///   - path: where, absolute. A socket that is left there is replaced, unless somebody listens on it.
    ///   - queue: the shared serial queue.
    ///   - limits: how long clients may be silent.
    ///   - answer: called on the queue for each request of somebody who may ask.
    /// - Throws: why there can be no socket.
    public init(
        path: String,
        queue: DispatchQueue,
        limits: ControlLimits = ControlLimits(),
        answer: @escaping (ControlRequest, ControlPeer) throws(ControlFault) -> ControlReply
    ) throws(ControlSocketFailure) {
        socket = try ListeningSocket(path: path)
        self.queue = queue
        self.limits = limits
        self.answer = answer
        permittedUser = geteuid()
        source = DispatchSource.makeReadSource(fileDescriptor: socket.descriptor, queue: queue)
        source.setEventHandler { [weak self] in self?.accept() }
        let socket = socket
        source.setCancelHandler { socket.close() }
        source.activate()
    }

    /// Removes the socket and drops its clients; on the queue.
    ///
    /// A second call does nothing.
    public func close() {
        stopListening()
        for connection in connections.values { connection.close() }
        connections = [:]
        owed = []
    }

    /// Removes the socket, and tells the last status to whoever follows; on the queue.
    ///
    /// Their connections end with the process: who waits for the end of the role waits for that.
    public func closeAtEnd() {
        guard !isClosed else { return }
        pushStatus()
        stopListening()
        for connection in connections.values where connection.topic == nil {
            connections[connection.id] = nil
            connection.close()
        }
    }

    private func stopListening() {
        guard !isClosed else { return }
        isClosed = true
        // The file goes now: the process may end before the queue comes to the cancel handler.
        socket.removeFile()
        source.cancel()
        if !isAccepting { source.resume() }
        isAccepting = true
        timer?.cancel()
        timer = nil
        pace?.cancel()
        pace = nil
    }

    private func accept() {
        guard !isClosed else { return }
        // A few at a time: the queue has other work.
        for _ in 0..<16 {
            guard connections.count < Self.mostClients else { break }
            var peer = wak_peer()
            let descriptor = wak_accept(socket.descriptor, &peer)
            if descriptor == -EAGAIN { return }
            guard descriptor >= 0 else {
                // Without descriptors the socket would stay readable for ever: rest, then look again.
                if descriptor != -ECONNABORTED { pause() }
                return
            }
            welcome(descriptor, ControlPeer(pid: peer.pid, uid: peer.uid))
        }
        if connections.count >= Self.mostClients { pause() }
    }

    private func welcome(_ descriptor: Int32, _ peer: ControlPeer) {
        guard peer.uid == permittedUser || peer.uid == 0 else { return refuse(descriptor, peer) }
        lastConnection &+= 1
        let id = lastConnection
        let connection = Connection(id: id, socket: descriptor, queue: queue)
        connection.onLine = { [weak self] in self?.respond(to: $0, peer) ?? .last([]) }
        connection.onEnd = { [weak self] in self?.forget(id) }
        connection.onRoom = { [weak self] in self?.payStatus(id) }
        connections[id] = connection
        connection.begin()
        if timer == nil { setTimer(limits.silence) }
    }

    private func refuse(_ descriptor: Int32, _ peer: ControlPeer) {
        let fault = ControlFault(
            .notPermitted,
            "cannot answer user \(peer.uid): only user \(permittedUser) and root may ask"
        )
        let line = fault.answer.line + [0x0A]
        _ = wak_send(descriptor, line, line.count, nil, 0)
        Glibc.close(descriptor)
        onRefusal?(peer)
    }

    private func respond(to line: [UInt8], _ peer: ControlPeer) -> Connection.Answer {
        do throws(ControlFault) {
            let request = try ControlRequest(line: line)
            if request.follows, streams >= Self.mostStreams {
                throw ControlFault(.tooMany, "cannot tell one more client: \(Self.mostStreams) are told already")
            }
            switch try answer(request, peer) {
            case .answer(let json): return .line(json.line)
            case .line(let line): return .line(line)
            case .stream(let topic, let lines): return .stream(topic, lines)
            }
        } catch {
            // Whoever does not speak this language is not listened to any longer.
            switch error.code {
            case .notPossible, .unknownCommand, .notFound, .tooMany, .faultyFiles: return .line(error.answer.line)
            case .malformed, .tooLong, .unsupportedVersion, .notPermitted: return .last(error.answer.line)
            }
        }
    }

    private func forget(_ id: UInt64) {
        connections[id] = nil
        owed.remove(id)
        resumeIfPossible()
        guard connections.isEmpty, isAccepting else { return }
        timer?.cancel()
        timer = nil
    }

    private func pause() {
        guard isAccepting else { return }
        isAccepting = false
        source.suspend()
        // Those who wait are worth more than those who say nothing.
        setTimer(limits.silenceWhenFull)
    }

    private func resumeIfPossible() {
        guard !isAccepting, connections.count < Self.mostClients else { return }
        isAccepting = true
        source.resume()
    }

    private func setTimer(_ after: Duration) {
        timer?.cancel()
        timer = queue.timer(after) { [weak self] in self?.dropSilent() }
    }

    /// Drops whoever has been silent too long, and comes back when the next one may have been.
    private func dropSilent() {
        timer?.cancel()
        timer = nil
        let limit = isAccepting ? limits.silence : limits.silenceWhenFull
        let now = ContinuousClock.now
        for connection in connections.values where isDue(connection) && now - connection.silentSince >= limit {
            connections[connection.id] = nil
            owed.remove(connection.id)
            connection.close()
        }
        resumeIfPossible()
        guard let oldest = connections.values.filter(isDue).map(\.silentSince).min() else { return }
        setTimer((isAccepting ? limits.silence : limits.silenceWhenFull) - (now - oldest))
    }

    /// Whether silence costs a client its place.
    ///
    /// Who is told of a topic may be silent, and slow as long as nobody waits for the place.
    private func isDue(_ connection: Connection) -> Bool {
        connection.topic == nil || (!isAccepting && !connection.hasRoom)
    }
}
