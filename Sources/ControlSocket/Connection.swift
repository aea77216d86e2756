import Dispatch
import Glibc
import Kernel

/// One client of the server: takes lines, gives lines, never waits.
///
/// At any time it waits either for requests or for room for an answer, so that a client that does not read is not read
/// from either, and holds no more than one answer.
final class Connection: @unchecked Sendable {
    private enum Interest {
        case requests
        case room
    }

    /// How many requests are answered before others have their turn.
    private static let batch = 8

    let id: UInt64
    /// When it last asked for something or had taken an answer.
    private(set) var silentSince = ContinuousClock.now
    /// Gives the answer to a line, both without line ends, and whether the connection goes on.
    var onLine: (([UInt8]) -> (answer: [UInt8], goesOn: Bool))?
    /// Called once, when the connection has ended by itself.
    var onEnd: (() -> Void)?

    private let socket: Int32
    private let queue: DispatchQueue
    private var source: (any DispatchSourceRead)?
    private var interest = Interest.requests
    private var received: [UInt8] = []
    /// How much of `received` is known to have no line end.
    private var searched = 0
    private var unsent: ArraySlice<UInt8> = []
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
            answer()
        case .room:
            guard flush() else { return }
            wait(for: .requests)
            answer()
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
            guard let (answer, goesOn) = onLine?(line) else { return }
            send(answer, isLast: !goesOn)
        }
        guard !isClosed, unsent.isEmpty else { return }
        if isLast { return end() }
        queue.async { self.answer() }
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
        }
        silentSince = .now
        if isLast, interest == .room { end() }
        return !isClosed
    }
}
