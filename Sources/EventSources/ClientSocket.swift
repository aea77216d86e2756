import Dispatch
import Glibc
import Kernel

/// The connected socket of one client of a server: it waits for one thing at a time, and never blocks.
///
/// Everything happens on the queue that it is given. Whoever waits for room to write does not read, so that a client that
/// does not read is not read from either.
public final class ClientSocket: @unchecked Sendable {
    /// What is waited for.
    public private(set) var awaited = DispatchQueue.Readiness.reading
    /// Whether it was closed.
    public private(set) var isClosed = false

    private let descriptor: Int32
    private let queue: DispatchQueue
    private var source: (any DispatchSourceRead)?
    private var onReady: (() -> Void)?

    /// Takes a socket, which it closes in the end.
    public init(_ descriptor: Int32, queue: DispatchQueue) {
        self.descriptor = descriptor
        self.queue = queue
    }

    /// Waits for something to read, from now on.
    ///
    /// - Parameter onReady: called whenever what is waited for is possible; not after `close`.
    public func begin(_ onReady: @escaping () -> Void) {
        self.onReady = onReady
        watch()
    }

    /// Waits for something else, as soon as Dispatch has let go of the socket.
    public func wait(for next: DispatchQueue.Readiness) {
        guard !isClosed, awaited != next else { return }
        awaited = next
        source?.cancel()
    }

    /// Closes it, as soon as Dispatch has let go of it; a second call does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        onReady = nil
        if let source, !source.isCancelled { source.cancel() }
    }

    /// Appends what has come, until there are more bytes than `most`.
    ///
    /// - Returns: whether the other side may send more.
    public func receive(into bytes: inout [UInt8], most: Int) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 1) { buffer in
            while bytes.count <= most {
                let count = recv(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_DONTWAIT))
                if count < 0 && errno == EINTR { continue }
                if count < 0 && errno == EAGAIN { return true }
                guard count > 0 else { return false }
                bytes += buffer.prefix(count)
            }
            return true
        }
    }

    /// Sends what there is room for.
    ///
    /// - Returns: how many bytes were taken, 0 when there is no room; nil when the connection is lost.
    public func send(_ bytes: ArraySlice<UInt8>) -> Int? {
        let count = bytes.withUnsafeBytes { wak_send(descriptor, $0.baseAddress, $0.count, nil, 0) }
        if count == -EAGAIN { return 0 }
        return count > 0 ? Int(count) : nil
    }

    /// Says that nothing more is sent.
    public func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    private func watch() {
        let source = queue.source(for: awaited, descriptor) { self.hasLetGo() }
        source.setEventHandler { [weak self] in self?.isPossible() }
        self.source = source
        source.activate()
    }

    /// The socket may be closed, or watched otherwise, only now.
    private func hasLetGo() {
        source = nil
        if isClosed { Glibc.close(descriptor) } else { watch() }
    }

    private func isPossible() {
        guard !isClosed, source?.isCancelled == false else { return }
        onReady?()
    }
}
