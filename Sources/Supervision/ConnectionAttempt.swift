import Dispatch
import EventSources
import Glibc
import Kernel

/// Connects, and when there is a request sends it and judges the answer's first line.
final class ConnectionAttempt: ProbeAttempt {
    private let queue: DispatchQueue
    private let request: [UInt8]?
    private let connect: () -> Int32?
    private var socket: Int32 = -1
    private var writer: (any DispatchSourceRead)?
    private var reader: (any DispatchSourceRead)?
    private var timer: (any DispatchSourceTimer)?
    private var answer: ((Bool?) -> Void)?
    private var received: [UInt8] = []

    /// Creates an attempt; `connect` begins to connect and returns the socket, -errno, or nil.
    init(queue: DispatchQueue, request: [UInt8]? = nil, connect: @escaping () -> Int32?) {
        self.queue = queue
        self.request = request
        self.connect = connect
    }

    func begin(limit: Duration, _ answer: @escaping (Bool?) -> Void) {
        guard let socket = connect(), socket >= 0 else { return answer(false) }
        self.socket = socket
        self.answer = answer
        timer = queue.timer(limit) { self.finish(nil) }
        let writer = queue.source(for: .writing, socket) { close(socket) }
        writer.setEventHandler { [weak self] in self?.connected() }
        writer.activate()
        self.writer = writer
    }

    func cancel() {
        answer = nil
        finish(nil)
    }

    private func connected() {
        guard let writer, !writer.isCancelled else { return }
        guard wak_socket_error(socket) == 0 else { return finish(false) }
        guard let request else { return finish(true) }
        // A request this short goes into a new socket whole.
        guard wak_send(socket, request, request.count, nil, 0) == Int32(request.count) else { return finish(false) }
        listen()
        writer.cancel()
    }

    /// Goes on with a descriptor of its own: each source closes its own, when it has let go of it.
    private func listen() {
        let copy = wak_duplicate(socket)
        guard copy >= 0 else { return finish(false) }
        socket = copy
        let reader = queue.source(for: .reading, copy) { close(copy) }
        reader.setEventHandler { [weak self] in self?.read() }
        reader.activate()
        self.reader = reader
    }

    private func read() {
        guard let reader, !reader.isCancelled else { return }
        var buffer = [UInt8](repeating: 0, count: 1024)
        while true {
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { return }
            received += buffer.prefix(max(0, count))
            if let verdict = HTTPProbe.judge(received, isWhole: count <= 0) { return finish(verdict) }
        }
    }

    private func finish(_ holds: Bool?) {
        timer?.cancel()
        writer?.cancel()
        reader?.cancel()
        let answer = answer
        self.answer = nil
        answer?(holds)
    }
}
