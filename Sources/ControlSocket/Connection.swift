import Dispatch
import Glibc
import JSONText
import Kernel

/// One client of the server: takes lines, gives lines, never waits.
///
/// At any time it waits either for requests or for room for an answer, so that a client that does not read is not read
/// from either, and holds no more than one answer. One that is told of a topic asks nothing more; what it does not take
/// in time is counted instead of kept.
final class Connection: @unchecked Sendable {
    private enum Interest {
        case requests
        case room
    }

    /// What a line is answered with.
    enum Answer {
        case line([UInt8])
        case last([UInt8])
        case stream(ControlTopic, [[UInt8]])
    }

    /// How many requests are answered before others have their turn.
    private static let batch = 8
    /// The most bytes that are kept for a client that is told of a topic.
    static let mostUnsent = 262_144

    let id: UInt64
    /// When it last asked for something or had taken an answer.
    private(set) var silentSince = ContinuousClock.now
    /// Gives the answer to a line, both without line ends.
    var onLine: (([UInt8]) -> Answer)?
    /// Called once, when the connection has ended by itself.
    var onEnd: (() -> Void)?
    /// Called when everything that was pushed has been taken.
    var onRoom: (() -> Void)?
    /// What it is told of without asking.
    private(set) var topic: ControlTopic?
    /// Whether everything has been taken.
    var hasRoom: Bool { unsent.isEmpty }

    private let socket: Int32
    private let queue: DispatchQueue
    private var source: (any DispatchSourceRead)?
    private var interest = Interest.requests
    private var received: [UInt8] = []
    /// How much of `received` is known to have no line end.
    private var searched = 0
    private var unsent: ArraySlice<UInt8> = []
    /// How many lines there was no room for since the client was last told so.
    private var leftOut = 0
    /// The other side sends nothing more.
    private var hasEnded = false
    /// Nothing more is taken; the end comes when everything is sent.
    private var isLast = false
    private var isClosed = false

    init(id: UInt64, socket: Int32, queue: DispatchQueue) {
        self.id = id
        self.socket = socket
        self.queue = queue
    }

    func begin() { listen() }

    /// Ends it; `onEnd` is not called.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        onLine = nil
        onEnd = nil
        onRoom = nil
        if let source, !source.isCancelled { source.cancel() }
    }

    private func end() {
        let onEnd = onEnd
        close()
        onEnd?()
    }

    private func listen() {
        // Dispatch must never see the other side hang up (`wak_watch`): it watches a descriptor that watches this one.
        let watch = wak_watch(socket, interest == .room ? 1 : 0)
        let source = DispatchSource.makeReadSource(fileDescriptor: watch >= 0 ? watch : socket, queue: queue)
        source.setEventHandler { [weak self] in self?.isPossible() }
        source.setCancelHandler {
            if watch >= 0 { Glibc.close(watch) }
            self.hasLetGo()
        }
        self.source = source
        source.activate()
    }

    /// The socket may be closed, or watched otherwise, only now.
    private func hasLetGo() {
        source = nil
        if isClosed { Glibc.close(socket) } else { listen() }
    }

    private func wait(for next: Interest) {
        guard !isClosed, interest != next else { return }
        interest = next
        source?.cancel()
    }

    private func isPossible() {
        guard !isClosed, source?.isCancelled == false else { return }
        switch interest {
        case .requests:
            receive()
            // Whoever is told of a topic has nothing more to ask.
            if topic == nil { answer() } else if hasEnded || !received.isEmpty { end() }
        case .room:
            guard flush() else { return }
            wait(for: .requests)
            if topic == nil { answer() } else { onRoom?() }
        }
    }

    private func receive() {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            // Whoever sends without end is stopped by the size of a request.
            while received.count <= ControlRequest.mostBytes {
                let count = recv(socket, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                if count < 0 && errno == EINTR { continue }
                if count < 0 && errno == EAGAIN { return }
                guard count > 0 else {
                    hasEnded = true
                    return
                }
                received += buffer.prefix(count)
            }
        }
    }

    private func answer() {
        for _ in 0..<Self.batch {
            guard !isClosed, !isLast, unsent.isEmpty else { break }
            guard let line = takeLine() else { return goOn() }
            switch onLine?(line) {
            case .line(let answer)?: send(answer, isLast: false)
            case .last(let answer)?: send(answer, isLast: true)
            case .stream(let topic, let lines)?: return begin(topic, lines)
            case nil: return
            }
        }
        guard !isClosed, unsent.isEmpty else { return }
        if isLast { return end() }
        queue.async { self.answer() }
    }

    private func begin(_ topic: ControlTopic, _ lines: [[UInt8]]) {
        self.topic = topic
        received = []
        searched = 0
        silentSince = .now
        // What was asked for is sent as a whole; only what comes by itself is bounded.
        unsent = lines.flatMap { $0 + [0x0A] }[...]
        if !flush() { wait(for: .room) }
    }

    /// Sends a line of the topic, or counts it when the client has not taken those before.
    func push(_ line: [UInt8]) {
        guard !isClosed, topic != nil else { return }
        guard leftOut == 0, unsent.count + line.count < Self.mostUnsent else {
            leftOut &+= 1
            return
        }
        let wasEmpty = unsent.isEmpty
        unsent += line + [0x0A]
        if wasEmpty, !flush() { wait(for: .room) }
    }

    /// No whole line is left.
    private func goOn() {
        if received.count > ControlRequest.mostBytes {
            let most = ControlRequest.mostBytes
            send(ControlFault(.tooLong, "cannot take a request of more than \(most) bytes").answer.line, isLast: true)
        } else if hasEnded, !received.isEmpty {
            received = []
            let fault = ControlFault(.malformed, "cannot read the request: it ends without a line end")
            send(fault.answer.line, isLast: true)
        } else if hasEnded {
            return end()
        }
        if isLast, unsent.isEmpty { end() }
    }

    private func takeLine() -> [UInt8]? {
        guard let end = received[searched...].firstIndex(of: 0x0A) else {
            searched = received.count
            return nil
        }
        guard end <= ControlRequest.mostBytes else { return nil }
        let line = Array(received[..<end])
        received.removeFirst(end + 1)
        searched = 0
        return line
    }

    private func send(_ line: [UInt8], isLast: Bool) {
        silentSince = .now
        self.isLast = isLast
        unsent = (line + [0x0A])[...]
        if !flush() { wait(for: .room) }
    }

    /// Sends what it can; returns whether everything has been sent and the connection goes on.
    private func flush() -> Bool {
        while !unsent.isEmpty {
            let count = unsent.withUnsafeBytes { wak_send(socket, $0.baseAddress, $0.count, nil, 0) }
            if count == -EAGAIN { return false }
            guard count > 0 else {
                end()
                return false
            }
            unsent = unsent.dropFirst(Int(count))
            if unsent.isEmpty, leftOut > 0 { unsent = tellOfGap()[...] }
        }
        silentSince = .now
        if isLast, interest == .room { end() }
        return !isClosed
    }

    private func tellOfGap() -> [UInt8] {
        defer { leftOut = 0 }
        return JSON.object([("version", .integer(ControlRequest.version)), ("leftOut", .integer(leftOut))]).line
            + [0x0A]
    }
}
