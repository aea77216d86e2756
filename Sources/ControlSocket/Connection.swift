import Dispatch
import EventSources
import JSONText

/// One client of the server: takes lines, gives lines, never waits.
///
/// At any time it waits either for requests or for room for an answer, so that a client that does not read is not read
/// from either, and holds no more than one answer. One that is told of a topic asks nothing more; what it does not take
/// in time is counted instead of kept.
final class Connection: @unchecked Sendable {
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

    private let socket: ClientSocket
    private let queue: DispatchQueue
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

    init(id: UInt64, socket: Int32, queue: DispatchQueue) {
        self.id = id
        self.socket = ClientSocket(socket, queue: queue)
        self.queue = queue
    }

    func begin() {
        socket.begin { [weak self] in self?.isPossible() }
    }

    /// Ends it; `onEnd` is not called.
    func close() {
        onLine = nil
        onEnd = nil
        onRoom = nil
        socket.close()
    }

    private func end() {
        let onEnd = onEnd
        close()
        onEnd?()
    }

    private func isPossible() {
        switch socket.awaited {
        case .reading:
            // Whoever sends without end is stopped by the size of a request.
            if !socket.receive(into: &received, most: ControlRequest.mostBytes) { hasEnded = true }
            // Whoever is told of a topic has nothing more to ask.
            if topic == nil { answer() } else if hasEnded || !received.isEmpty { end() }
        case .writing:
            guard flush() else { return }
            socket.wait(for: .reading)
            if topic == nil { answer() } else { onRoom?() }
        }
    }

    private func answer() {
        for _ in 0..<Self.batch {
            guard !socket.isClosed, !isLast, unsent.isEmpty else { break }
            guard let line = takeLine() else { return goOn() }
            switch onLine?(line) {
            case .line(let answer)?: send(answer, isLast: false)
            case .last(let answer)?: send(answer, isLast: true)
            case .stream(let topic, let lines)?: return begin(topic, lines)
            case nil: return
            }
        }
        guard !socket.isClosed, unsent.isEmpty else { return }
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
        if !flush() { socket.wait(for: .writing) }
    }

    /// Sends a line of the topic, or counts it when the client has not taken those before.
    func push(_ line: [UInt8]) {
        guard !socket.isClosed, topic != nil else { return }
        guard leftOut == 0, unsent.count + line.count < Self.mostUnsent else {
            leftOut &+= 1
            return
        }
        let wasEmpty = unsent.isEmpty
        unsent += line + [0x0A]
        if wasEmpty, !flush() { socket.wait(for: .writing) }
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
        if !flush() { socket.wait(for: .writing) }
    }

    /// Sends what it can; returns whether everything has been sent and the connection goes on.
    private func flush() -> Bool {
        while !unsent.isEmpty {
            guard let count = socket.send(unsent) else {
                end()
                return false
            }
            if count == 0 { return false }
            unsent = unsent.dropFirst(count)
            if unsent.isEmpty, leftOut > 0 { unsent = tellOfGap()[...] }
        }
        silentSince = .now
        if isLast, socket.awaited == .writing { end() }
        return !socket.isClosed
    }

    private func tellOfGap() -> [UInt8] {
        defer { leftOut = 0 }
        return JSON.object([("version", .integer(ControlRequest.version)), ("leftOut", .integer(leftOut))]).line
            + [0x0A]
    }
}
