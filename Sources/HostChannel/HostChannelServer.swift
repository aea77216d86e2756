import Dispatch
import EventSources
import Glibc
import Kernel

/// The bootstrapper's end of the channel to one host.
///
/// Everything runs on the queue that it is given, which it never blocks. Make one for each start of a host, give
/// `hostEnd` to the child with its number in `variable`, and call `hostHasStarted` when the child has been executed (or
/// has failed to be). When the child's end is known, `finish` tells what it still said. It lives until `finish`, `close`
/// or the news that it is lost.
public final class HostChannelServer: @unchecked Sendable {
    /// The environment variable in which a host finds the number of its descriptor.
    public static let variable = "WAHOST_CHANNEL_FD"
    /// How many messages are taken before others have their turn.
    private static let batch = 32
    /// What may wait for a host that does not read: twice the largest role data.
    private static let mostUnsent = 2 * HostWire.mostData

    /// The host's end, for the child alone; -1 when it has been closed.
    public private(set) var hostEnd: Int32
    private let socket: Int32
    private let queue: DispatchQueue
    private var onNews: ((HostNews) -> Void)?
    private var reader = NewsReader()
    private var readSource: (any DispatchSourceRead)?
    private var writeSource: (any DispatchSourceRead)?
    private var unsent: [[UInt8]] = []
    private var unsentBytes = 0
    /// The sources that have not let go of the socket yet.
    private var holders = 0
    private var isClosed = false
    /// The host has said that it ends: that it hangs up is no news.
    private var isExpectedToEnd = false

    /// Makes the two ends and listens.
    ///
    /// - Parameters:
    ///   - queue: the one on which everything happens; all methods are called on it.
    ///   - onNews: called for each message, in order; never before this initialiser has returned, never after `close`.
    /// - Throws: when the system has no sockets left.
    public init(queue: DispatchQueue, onNews: @escaping (HostNews) -> Void) throws(HostChannelFailure) {
        var ends: [Int32] = [-1, -1]
        let type = SOCK_SEQPACKET.rawValue | SOCK_CLOEXEC.rawValue
        guard socketpair(AF_UNIX, Int32(type), 0, &ends) == 0, let ours = ends.first, let theirs = ends.last else {
            throw .noSockets(errno)
        }
        socket = ours
        hostEnd = theirs
        self.queue = queue
        self.onNews = onNews
        readSource = watch(for: .reading) { [weak self] in self?.receive() }
        send([HostWire.hello])
    }

    /// Closes the host's end here: from now on the host alone has it, and its end is noticed.
    public func hostHasStarted() {
        guard hostEnd >= 0 else { return }
        Glibc.close(hostEnd)
        hostEnd = -1
    }

    /// Gives an order; it is sent as soon as the host takes it.
    ///
    /// After the channel was lost or closed nothing happens.
    /// - Throws: when there is too much to say; the order is not given then.
    public func order(_ order: HostOrder) throws(HostChannelFailure) {
        send(try order.messages())
    }

    /// Takes what the host said before it ended, and closes.
    ///
    /// For the moment when the child is known to be dead: its last words are then told before its end is judged.
    public func finish() {
        hostHasStarted()
        isExpectedToEnd = true
        while !isClosed, takeOne() {}
        close()
    }

    /// Closes it; nothing is told any more, and a host that lives stops in order by itself.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        onNews = nil
        unsent = []
        hostHasStarted()
        // The host is to notice now, not when Dispatch has let go.
        shutdown(socket, Int32(SHUT_RDWR))
        for source in [readSource, writeSource] { source?.cancel() }
        readSource = nil
        writeSource = nil
    }

    private func watch(
        for readiness: DispatchQueue.Readiness,
        _ handler: @escaping () -> Void
    ) -> any DispatchSourceRead {
        let source = queue.source(for: readiness, socket) {
            self.holders -= 1
            if self.holders == 0, self.isClosed { Glibc.close(self.socket) }
        }
        holders += 1
        source.setEventHandler(handler: handler)
        source.activate()
        return source
    }

    private func receive() {
        for _ in 0..<Self.batch where !isClosed {
            guard takeOne() else { return }
        }
        guard !isClosed else { return }
        queue.async { [weak self] in self?.receive() }
    }

    /// Takes one message; returns whether there was one.
    private func takeOne() -> Bool {
        withUnsafeTemporaryAllocation(byteCount: HostWire.mostBytes, alignment: 1) { buffer in
            let count = recv(
                socket,
                buffer.baseAddress,
                buffer.count,
                Int32(MSG_DONTWAIT | MSG_TRUNC)
            )
            // ECONNRESET: the host ended without having read everything. It comes once, and its last words come after it.
            if count < 0 && (errno == EINTR || errno == ECONNRESET) { return true }
            if count < 0 && errno == EAGAIN { return false }
            guard count > 0 else {
                lose("the host has hung up")
                return false
            }
            guard count <= buffer.count else {
                lose("a message is longer than \(HostWire.mostBytes) bytes")
                return false
            }
            take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return true
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        do throws(NewsReader.Garbage) {
            guard let news = try reader.read(bytes) else { return }
            switch news {
            case .stopped, .onStartFailed, .fault: isExpectedToEnd = true
            default: break
            }
            onNews?(news)
        } catch {
            isExpectedToEnd = false
            lose(error.reason)
        }
    }

    private func lose(_ reason: String) {
        let onNews = isExpectedToEnd ? nil : onNews
        close()
        onNews?(.lost(reason))
    }

    private func send(_ messages: [[UInt8]]) {
        guard !isClosed else { return }
        unsent += messages
        unsentBytes += messages.reduce(0) { $0 + $1.count }
        flush()
    }

    private func flush() {
        var sent = 0
        for message in unsent {
            let count = message.withUnsafeBytes { wak_send(socket, $0.baseAddress, $0.count, nil, 0) }
            // That it has hung up is told by what can be read: first its last words, then the end.
            guard count >= 0 || count == -EAGAIN || count == -EPIPE || count == -ECONNRESET else {
                return lose("it can not be written to: \(String(cString: wak_error_text(Int32(-count))))")
            }
            if count == -EAGAIN { break }
            unsentBytes -= message.count
            sent += 1
        }
        unsent.removeFirst(sent)
        if unsent.isEmpty {
            writeSource?.cancel()
            writeSource = nil
        } else if unsentBytes > Self.mostUnsent {
            lose("the host does not read its orders")
        } else if writeSource == nil {
            writeSource = watch(for: .writing) { [weak self] in self?.flush() }
        }
    }
}
