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
    private let reader: any DispatchSourceRead
    private let writer: any DispatchSourceRead
    private var isWriterWaiting = false
    /// What did not fit into the socket yet.
    private var rest: ArraySlice<UInt8> = []

    /// Whether another order can be sent now.
    var hasRoom: Bool { rest.isEmpty }

    /// Creates a channel on a socket, which it closes when it is closed itself.
    ///
    /// - Parameters:
    ///   - socket: our end.
    ///   - queue: the shared queue.
    ///   - answered: takes the numbers of slots that are done, in order.
    ///   - emptied: called when there is room again.
    ///   - lost: called once when the other side has gone, unless the channel was closed before.
    init(
        _ socket: Int32,
        queue: DispatchQueue,
        answered: @escaping ([Int]) -> Void,
        emptied: @escaping () -> Void,
        lost: @escaping () -> Void
    ) {
        self.socket = socket
        let open = Countdown(2) { close(socket) }
        reader = queue.source(for: .reading, socket) { open.count() }
        writer = queue.source(for: .writing, socket) { open.count() }
        reader.setEventHandler { [weak self] in self?.read(answered, lost) }
        writer.setEventHandler { [weak self] in self?.writeRest(emptied) }
        reader.activate()
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
        reader.cancel()
        writer.cancel()
        // A source that is suspended, or was never activated, does not see that it is cancelled.
        if !isWriterWaiting { writer.resume() }
        isWriterWaiting = true
    }

    private func awaitRoom() {
        guard !isWriterWaiting else { return }
        isWriterWaiting = true
        writer.resume()
    }

    private func writeRest(_ emptied: () -> Void) {
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
        guard isWriterWaiting, !writer.isCancelled else { return }
        isWriterWaiting = false
        writer.suspend()
    }

    private func read(_ answered: ([Int]) -> Void, _ lost: () -> Void) {
        var slots: [Int] = []
        var buffer = [UInt8](repeating: 0, count: 64)
        while true {
            let count = recv(socket, &buffer, buffer.count, Int32(MSG_DONTWAIT))
            if count > 0 {
                slots += buffer.prefix(count).map(Int.init)
                continue
            }
            if count < 0 && errno == EINTR { continue }
            let isLost = count == 0 || errno != EAGAIN
            if !slots.isEmpty { answered(slots) }
            if isLost && !reader.isCancelled { lost() }
            return
        }
    }
}
