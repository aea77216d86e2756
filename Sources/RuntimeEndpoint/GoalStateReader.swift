import Glibc
import Kernel

/// One client of a goal-state endpoint: is given the newest chunk whenever it has read the one before.
///
/// Node's client takes what it reads at once for one chunk, so a second one is not sent before the first was read. A client
/// that does not read costs its descriptor and nothing more: whatever becomes old meanwhile is never sent.
final class GoalStateReader: ReadyNews {
    /// What it is connected by.
    enum Connection {
        /// A connection.
        case socket(Int32)
        /// The end of a FIFO that writes, and the watch that tells when somebody has opened or closed it.
        case fifo(writer: Int32, watch: Int32)
    }

    let connection: Connection
    /// Called once when it has gone, with what it did wrong, if anything; it is closed by then.
    var onEnd: ((GoalStateReader, String?) -> Void)?

    private let set: ReadySet
    private var ticket: UInt64?
    private var isClosed = false
    /// The rest of a chunk that has been begun.
    private var unsent: ArraySlice<UInt8> = []
    /// The newest chunk, if it has not been begun.
    private var next: [UInt8]?

    init(_ connection: Connection, _ set: ReadySet) {
        self.connection = connection
        self.set = set
    }

    /// Begins; returns whether there is room for it.
    func begin() -> Bool {
        // One page: then "can be written" means "has been read".
        if case .fifo(let writer, _) = connection { _ = wak_shrink_pipe(writer) }
        ticket = set.add(descriptor, changes: true, self)
        return ticket != nil
    }

    /// Sends this chunk as soon as everything before it has been read; it replaces one that still waits.
    func announce(_ chunk: [UInt8]) {
        next = chunk
        proceed()
    }

    /// Ends it; `onEnd` is not called.
    func close() {
        guard !isClosed else { return }
        isClosed = true
        onEnd = nil
        if let ticket { set.remove(descriptor, ticket) }
        Glibc.close(descriptor)
    }

    func hasNews(isGone: Bool) {
        if isGone { return end(nil) }
        if case .socket = connection, sendsSomething() {
            return end("it sent something to the goal-state endpoint, which is only read")
        }
        proceed()
    }

    private var descriptor: Int32 {
        switch connection {
        case .socket(let socket): socket
        case .fifo(let writer, _): writer
        }
    }

    /// Whether everything that was sent has been read.
    private var isDrained: Bool {
        switch connection {
        // 1: the kernel wakes us just before it lets go of the last message.
        case .socket(let socket): wak_unread_in_socket(socket) <= 1
        case .fifo(let writer, _): wak_unread_in_pipe(writer) <= 0
        }
    }

    private func end(_ fault: String?) {
        let onEnd = onEnd
        close()
        onEnd?(self, fault)
    }

    private func sendsSomething() -> Bool {
        var byte: UInt8 = 0
        return recv(descriptor, &byte, 1, Int32(MSG_DONTWAIT)) > 0
    }

    private func proceed() {
        guard !isClosed else { return }
        if unsent.isEmpty {
            guard let next, isDrained else { return }
            unsent = next[...]
            self.next = nil
        }
        let count = unsent.withUnsafeBytes { bytes in
            switch connection {
            case .socket(let socket): wak_send(socket, bytes.baseAddress, bytes.count, nil, 0)
            case .fifo(let writer, _): wak_write_pipe(writer, bytes.baseAddress, bytes.count)
            }
        }
        // A chunk beyond what the kernel holds goes on when there is room: each of these tells of it.
        if count == -EAGAIN || count == -ENOBUFS || count == -ENOMEM { return }
        guard count > 0 else { return end(nil) }
        unsent = unsent.dropFirst(Int(count))
        if !unsent.isEmpty { proceed() }
    }
}
