import Dispatch
import Glibc
import Kernel

/// The server of a control socket: one JSON object a line in, one JSON object a line out (`docs/reference/status.md`).
///
/// Everything happens on the one shared queue, and nothing waits: a client that is silent, slow or hostile costs its own
/// place, for some seconds. Without a client there is no timer.
public final class ControlServer: @unchecked Sendable {
    /// How many clients are served at the same time; others wait in the kernel's queue.
    public static let mostClients = 64

    /// Called for whoever was refused because of his user.
    public var onRefusal: ((ControlPeer) -> Void)?
    /// How many clients there are.
    public var count: Int { connections.count }
    /// Whether it will wake up by itself.
    var hasTimer: Bool { timer != nil }

    private let queue: DispatchQueue
    private let limits: ControlLimits
    private let answer: (ControlRequest, ControlPeer) throws(ControlFault) -> JSON
    private let socket: ListeningSocket
    private let permittedUser: UInt32
    private let source: any DispatchSourceRead
    private var isAccepting = true
    private var connections: [UInt64: Connection] = [:]
    private var lastConnection: UInt64 = 0
    private var timer: (any DispatchSourceTimer)?
    private var isClosed = false

    /// Listens from now on.
    ///
    /// - Parameters:
    ///   - path: where, absolute. A socket that is left there is replaced, unless somebody listens on it.
    ///   - queue: the shared serial queue.
    ///   - limits: how long clients may be silent.
    ///   - answer: called on the queue for each request of somebody who may ask; gives the answer's members.
    /// - Throws: why there can be no socket.
    public init(
        path: String,
        queue: DispatchQueue,
        limits: ControlLimits = ControlLimits(),
        answer: @escaping (ControlRequest, ControlPeer) throws(ControlFault) -> JSON
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
        guard !isClosed else { return }
        isClosed = true
        // The file goes now: the process may end before the queue comes to the cancel handler.
        socket.removeFile()
        source.cancel()
        if !isAccepting { source.resume() }
        for connection in connections.values { connection.close() }
        connections = [:]
        timer?.cancel()
        timer = nil
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
        connection.onLine = { [weak self] in self?.respond(to: $0, peer) ?? ([], false) }
        connection.onEnd = { [weak self] in self?.forget(id) }
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

    private func respond(to line: [UInt8], _ peer: ControlPeer) -> (answer: [UInt8], goesOn: Bool) {
        do throws(ControlFault) {
            let request = try ControlRequest(line: line)
            return (try answer(request, peer).line, true)
        } catch {
            // Whoever does not speak this language is not listened to any longer.
            let isUnderstood = error.code == .notPossible || error.code == .unknownCommand
            return (error.answer.line, isUnderstood)
        }
    }

    private func forget(_ id: UInt64) {
        connections[id] = nil
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
        let timer = DispatchSource.makeTimerSource(queue: queue)
        let milliseconds = Int((after / .milliseconds(1)).rounded(.up))
        timer.schedule(deadline: .now() + .milliseconds(min(max(milliseconds, 1), 3_600_000)))
        timer.setEventHandler { [weak self] in self?.dropSilent() }
        timer.activate()
        self.timer = timer
    }

    /// Drops whoever has been silent too long, and comes back when the next one may have been.
    private func dropSilent() {
        timer?.cancel()
        timer = nil
        let limit = isAccepting ? limits.silence : limits.silenceWhenFull
        let now = ContinuousClock.now
        for connection in connections.values where now - connection.silentSince >= limit {
            connections[connection.id] = nil
            connection.close()
        }
        resumeIfPossible()
        guard let oldest = connections.values.map(\.silentSince).min() else { return }
        setTimer((isAccepting ? limits.silence : limits.silenceWhenFull) - (now - oldest))
    }
}
