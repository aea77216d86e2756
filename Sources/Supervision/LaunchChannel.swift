import Dispatch
import EventSources
import Glibc
import Kernel

/// The socket to a running `walaunch`: orders out, answers back.
///
/// Lives on the shared queue.
final class LaunchChannel {
    /// What became of an order given to `send`.
    enum Sending {
        /// It is on its way, whole or in part.
        case accepted
        /// It could not be sent; the channel is as it was.
        case refused(Int32)
        /// `walaunch` has gone; `lost` follows.
        case closed
    }

    private let socket: Int32
    private let queue: DispatchQueue
    private let emptied: () -> Void
    /// Closes the socket when neither the channel nor a source needs it any more.
    private var owner: Owner?
    private var reader: (any DispatchSourceRead)?
    /// Tells when there is room again; made when there was none for the first time.
    private var writer: (any DispatchSourceRead)?
    private var isWriterWaiting = false
    private var isClosed = false
    /// What did not fit into the socket yet.
    private var rest: ArraySlice<UInt8> = []

    /// Whether another order can be sent now.
    var hasRoom: Bool { rest.isEmpty }

    /// Creates a channel on a socket, which it closes when it is closed itself; it hears nothing before `listen`.
    ///
    /// - Parameters:
    ///   - socket: our end.
    ///   - queue: the shared queue.
    ///   - emptied: called when there is room again.
    init(_ socket: Int32, queue: DispatchQueue, emptied: @escaping () -> Void) {
        self.socket = socket
        self.queue = queue
        owner = Owner(socket)
        self.emptied = emptied
    }

    /// Begins to hear answers.
    ///
    /// - Parameters:
    ///   - answered: takes the numbers of slots that are done, in order.
    ///   - lost: called once when the other side has gone, unless the channel was closed before.
    func listen(answered: @escaping ([Int]) -> Void, lost: @escaping () -> Void) {
        let reader = source(for: .reading)
        reader.setEventHandler { [weak self] in self?.read(answered, lost) }
        reader.activate()
        self.reader = reader
    }

    /// Sends an order.
    func send(_ message: LaunchMessage) -> Sending {
        let sent = message.bytes.withUnsafeBytes {
            wak_send(socket, $0.baseAddress, $0.count, message.descriptors, Int32(message.descriptors.count))
        }
        if sent == -EAGAIN {
            // Nothing of it went, not even its descriptors: it is tried again when there is room.
            awaitRoom()
            return .refused(EAGAIN)
        }
        guard sent >= 0 else { return sent == -EPIPE || sent == -ECONNRESET ? .closed : .refused(-sent) }
        rest = message.bytes.dropFirst(Int(sent))
        if !rest.isEmpty { awaitRoom() }
        return .accepted
    }

    /// Closes the socket; nothing is called afterwards.
    func cancel() {
        guard !isClosed else { return }
        isClosed = true
        owner = nil
        reader?.cancel()
        writer?.cancel()
        // A source that is suspended does not see that it is cancelled.
        if !isWriterWaiting { writer?.resume() }
        isWriterWaiting = true
    }

    private func awaitRoom() {
        guard !isWriterWaiting else { return }
        isWriterWaiting = true
        if writer == nil {
            writer = source(for: .writing)
            writer?.setEventHandler { [weak self] in self?.writeRest() }
        }
        writer?.resume()
    }

    private func source(for readiness: DispatchQueue.Readiness) -> any DispatchSourceRead {
        let owner = owner
        return queue.source(for: readiness, socket) { withExtendedLifetime(owner) {} }
    }

    private func writeRest() {
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes { wak_send(socket, $0.baseAddress, $0.count, nil, 0) }
            guard sent > 0 else {
                // Full again: the source tells when not. Gone: the reader tells.
                if sent != -EAGAIN { pauseWriter() }
                return
            }
            rest = rest.dropFirst(Int(sent))
        }
        pauseWriter()
        emptied()
    }

    private func pauseWriter() {
        guard isWriterWaiting, !isClosed else { return }
        isWriterWaiting = false
        writer?.suspend()
    }

    private func read(_ answered: ([Int]) -> Void, _ lost: () -> Void) {
        var slots: [Int] = []
        var buffer = [UInt8](repeating: 0, count: 64)
        while true {
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                slots += buffer.prefix(count).map(Int.init)
                if count == buffer.count { continue }
                // What comes next is told again.
                return answered(slots)
            }
            if count < 0 && errno == EINTR { continue }
            let isLost = count == 0 || errno != EAGAIN
            if !slots.isEmpty { answered(slots) }
            if isLost && !isClosed { lost() }
            return
        }
    }

    /// Closes a socket with its own end.
    private final class Owner: Sendable {
        private let socket: Int32

        init(_ socket: Int32) { self.socket = socket }

        deinit { close(socket) }
    }
}
