import Dispatch
import EventSources

/// One client of the listener: asks, is answered, and never held up anybody.
///
/// At any time it waits either for requests or for room for an answer, so that a client that does not read is not read
/// from either, and holds no more than one answer.
final class Client: @unchecked Sendable {
    /// How it is spoken with.
    enum Language {
        /// Requests and answers.
        case http
        /// It is told something as soon as it comes (HAProxy's agent-check).
        case agent
        /// It is told something, or nothing, as soon as it has said anything (Azure's probe).
        case probe
    }

    /// What it is doing.
    enum Stage {
        /// Between two requests.
        case idle
        /// It has begun, and has not ended, to ask.
        case asking
        /// It has not taken its whole answer.
        case answering
        /// It follows events.
        case streaming
        /// It has been told everything, and is to hang up.
        case leaving
    }

    /// How many requests are answered before others have their turn.
    private static let batch = 8

    let id: UInt64
    /// When its stage began, or it last took a byte.
    private(set) var since = ContinuousClock.now
    private(set) var stage = Stage.asking
    /// Events came while it was busy with earlier ones.
    var isBehind = false
    /// Answers a request.
    var onRequest: ((HTTPRequest) -> HTTPAnswer)?
    /// What a client of the brief languages is told; nothing ends the connection.
    var onContact: (() -> [UInt8])?
    /// Called when its stage has changed.
    var onStage: (() -> Void)?
    /// Called once, when the connection has ended by itself.
    var onEnd: (() -> Void)?

    private let socket: ClientSocket
    private let queue: DispatchQueue
    private let language: Language
    private var received: [UInt8] = []
    /// How much of `received` is known not to hold the end of a head.
    private var searched = 0
    private var unsent: [UInt8] = []
    private var sent = 0
    private var hasEnded = false
    private var isLast = false
    private var becomesStream = false

    init(id: UInt64, socket: Int32, language: Language, queue: DispatchQueue) {
        self.id = id
        self.socket = ClientSocket(socket, queue: queue)
        self.language = language
        self.queue = queue
    }

    func begin() {
        socket.begin { [weak self] in self?.isPossible() }
        if language == .agent { tell() }
    }

    /// Ends it; `onEnd` is not called.
    func close() {
        onRequest = nil
        onContact = nil
        onStage = nil
        onEnd = nil
        socket.close()
    }

    /// Sends events to a client that follows them; one that has not taken the last ones is behind.
    func push(_ event: [UInt8]) {
        guard !socket.isClosed, stage == .streaming else {
            isBehind = true
            return
        }
        send(event)
    }

    private func end() {
        let onEnd = onEnd
        close()
        onEnd?()
    }

    private func enter(_ next: Stage) {
        stage = next
        since = .now
        onStage?()
    }
}

// MARK: - Waiting

extension Client {
    private func isPossible() {
        switch socket.awaited {
        case .reading:
            receive()
            goOn()
        case .writing:
            guard flush() else { return }
            socket.wait(for: .reading)
            goOn()
        }
    }

    private func receive() {
        // Whoever sends without end is stopped by the size of a head.
        if !socket.receive(into: &received, most: HTTPRequest.mostBytes) { hasEnded = true }
        if stage == .streaming || stage == .leaving { received.removeAll(keepingCapacity: true) }
    }
}

// MARK: - Answering

extension Client {
    private func goOn() {
        switch (stage, language) {
        case (.streaming, _), (.leaving, _):
            if hasEnded { end() }
        case (.answering, _): break
        case (_, .http): answer()
        case (_, .probe):
            if !received.isEmpty { tell() } else if hasEnded { end() }
        case (_, .agent): break
        }
    }

    private func tell() {
        let words = onContact?() ?? []
        guard !words.isEmpty else { return end() }
        isLast = true
        send(words)
    }

    private func answer() {
        for _ in 0..<Self.batch {
            guard !socket.isClosed, stage == .idle || stage == .asking else { return }
            guard let head = takeHead() else { return waitForMore() }
            switch HTTPRequest.read(head) {
            case .faulty(let answer): give(answer, to: nil)
            case .request(let request):
                guard let answer = onRequest?(request) else { return }
                give(answer, to: request)
            }
        }
        guard !socket.isClosed, stage == .idle || stage == .asking else { return }
        queue.async { self.goOn() }
    }

    /// No whole head is left.
    private func waitForMore() {
        if received.count > HTTPRequest.mostBytes {
            give(.tooLarge, to: nil)
        } else if hasEnded {
            end()
        } else if !received.isEmpty, stage == .idle {
            enter(.asking)
        }
    }

    private func takeHead() -> ArraySlice<UInt8>? {
        if searched == 0, let first = received.firstIndex(where: { $0 != 0x0D && $0 != 0x0A }), first > 0 {
            // Empty lines before a request are passed over (RFC 9112, 2.2).
            received.removeFirst(first)
        }
        guard let end = HTTPRequest.end(of: received, from: searched), end <= HTTPRequest.mostBytes else {
            searched = max(received.count - 3, 0)
            return nil
        }
        let head = received[..<end]
        received = Array(received[end...])
        searched = 0
        return head
    }

    private func give(_ answer: HTTPAnswer, to request: HTTPRequest?) {
        let headOnly = request?.wantsHeadOnly ?? false
        let keepsAlive = (request?.isKeptAlive ?? false) && !answer.isLast && !answer.isStream
        becomesStream = answer.isStream && !headOnly
        isLast = !keepsAlive && !becomesStream
        send(answer.bytes(headOnly: headOnly, keepsAlive: keepsAlive))
    }

    private func send(_ bytes: [UInt8]) {
        unsent = bytes
        sent = 0
        if stage != .streaming { stage = .answering }
        if flush() { return }
        guard !socket.isClosed else { return }
        enter(.answering)
        socket.wait(for: .writing)
    }

    /// Sends what it can; returns whether everything has been sent and the connection goes on.
    private func flush() -> Bool {
        while sent < unsent.count {
            guard let count = socket.send(unsent[sent...]) else {
                end()
                return false
            }
            if count == 0 { return false }
            sent += count
            since = .now
        }
        unsent = []
        sent = 0
        if isLast { return leave() }
        enter(becomesStream ? .streaming : .idle)
        return !socket.isClosed
    }

    /// Says that nothing more comes, and waits for the other side to hang up.
    ///
    /// Closing at once would throw away what the client has not read yet, when it has sent more than was read.
    private func leave() -> Bool {
        if hasEnded {
            end()
            return false
        }
        socket.endSending()
        received = []
        enter(.leaving)
        return !socket.isClosed
    }
}
