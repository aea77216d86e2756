import Glibc

/// The client's end of a connection on which more than one answer may come.
public final class ControlStream {
    /// The most bytes of a line.
    private static let mostBytes = 64 << 20

    /// The descriptor, for whoever waits for other things, too.
    public let descriptor: Int32
    private var buffer = [UInt8](repeating: 0, count: 65_536)
    private var received: [UInt8] = []
    /// How much of `received` is known to have no line end.
    private var searched = 0
    private var hasEnded = false
    private var isClosed = false

    init(socket: Int32) {
        descriptor = socket
    }

    deinit { close() }

    /// Ends the connection; a second call does nothing.
    public func close() {
        guard !isClosed else { return }
        isClosed = true
        Glibc.close(descriptor)
    }

    /// Waits for the next line.
    ///
    /// - Parameter limit: how long to wait; nil waits for ever.
    /// - Returns: the line without its end; nil when the other side has closed.
    /// - Throws: `silent` when nothing came in time.
    public func next(within limit: Duration?) throws(ControlClient.Failure) -> [UInt8]? {
        let deadline = limit.map { ContinuousClock.now + $0 }
        while true {
            if let line = taken() { return line }
            if hasEnded { return nil }
            guard received.count < Self.mostBytes else { throw .unreadable("a line has more than 64 MiB") }
            let rest = deadline.map { $0 - .now }
            if let rest, rest <= .zero { throw .silent }
            guard wait(rest) else { continue }
            receive()
        }
    }

    /// Returns the next line that has come already; nil when none has.
    ///
    /// Call it when the descriptor can be read; `isOver` tells whether nothing more comes.
    public func nextNow() -> [UInt8]? {
        if let line = taken() { return line }
        if !hasEnded { receive() }
        return taken()
    }

    /// Whether the other side has closed, and every line was given.
    public var isOver: Bool { hasEnded && !received.contains(0x0A) }

    private func wait(_ rest: Duration?) -> Bool {
        var item = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let milliseconds = rest.map { Int32(min(max(($0 / .milliseconds(1)).rounded(.up), 1), 3_600_000)) } ?? -1
        return poll(&item, 1, milliseconds) > 0
    }

    private func receive() {
        let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
        if count > 0 {
            received += buffer[..<count]
        } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
            hasEnded = true
        }
    }

    private func taken() -> [UInt8]? {
        let found = received.withUnsafeBytes { bytes -> Int? in
            guard let base = bytes.baseAddress, let end = memchr(base + searched, 0x0A, bytes.count - searched) else {
                return nil
            }
            return UnsafeRawPointer(end) - base
        }
        guard let end = found else {
            searched = received.count
            return nil
        }
        let line = Array(received[..<end])
        received.removeFirst(end + 1)
        searched = 0
        return line
    }
}
