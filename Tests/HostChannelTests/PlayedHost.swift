import Dispatch
import Foundation
import Testing

@testable import HostChannel

/// A server, and the host's end of its channel in the test's hands.
final class PlayedHost: @unchecked Sendable {
    private let queue = DispatchQueue(label: "host-channel-test")
    private let server: HostChannelServer
    private let end: AsyncStream<HostNews>.Continuation
    private var news: AsyncStream<HostNews>.AsyncIterator
    private let socket: Int32

    init() throws {
        let (stream, continuation) = AsyncStream.makeStream(of: HostNews.self)
        let queue = queue
        server = try queue.sync { () throws in
            try HostChannelServer(queue: queue) { continuation.yield($0) }
        }
        // As a child does: a descriptor of its own.
        let server = server
        socket = queue.sync {
            let copy = dup(server.hostEnd)
            server.hostHasStarted()
            return copy
        }
        end = continuation
        news = stream.makeAsyncIterator()
    }

    deinit {
        queue.sync { server.close() }
        close(socket)
    }

    func order(_ order: HostOrder) throws { try queue.sync { () throws in try server.order(order) } }

    func next() async -> HostNews? { await news.next() }

    func writes(_ bytes: [UInt8]) -> Bool { send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count }

    func write(_ bytes: [UInt8]) { #expect(writes(bytes)) }

    /// Reads a message; nil at the end.
    func read() -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 70_000)
        var count = -1
        repeat {
            count = recv(socket, &buffer, buffer.count, 0)
        } while count < 0 && [EINTR, ECONNRESET].contains(errno)
        return count > 0 ? Array(buffer[..<count]) : nil
    }

    func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

    /// What the bootstrapper does when the child is dead.
    func finish() {
        queue.sync { server.finish() }
        end.finish()
    }

    /// Comes back when the queue has had a turn for it.
    func turn() async {
        await withCheckedContinuation { continuation in queue.async { continuation.resume() } }
    }
}
