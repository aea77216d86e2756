import Foundation
import Testing

/// One end of an endpoint as a client holds it: blocking, but never for ever.
final class Stream {
    private(set) var descriptor: Int32

    /// Connects to a socket.
    init(socket path: String) throws {
        descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        let descriptor = descriptor
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0, "cannot connect to \(path): \(errno)")
    }

    /// Opens a FIFO as the clients do: without O_NONBLOCK, whatever that leads to.
    init(fifo path: String, _ flags: Int32) throws {
        let opened = Opened()
        let done = DispatchSemaphore(value: 0)
        Thread.detachNewThread {
            opened.descriptor = open(path, flags | O_CLOEXEC, 0o600)
            done.signal()
        }
        try #require(done.wait(timeout: .now() + 20) == .success, "opening \(path) blocks")
        descriptor = opened.descriptor
        try #require(descriptor >= 0, "cannot open \(path)")
    }

    deinit { leave() }

    /// Closes it now.
    func leave() {
        if descriptor >= 0 { Glibc.close(descriptor) }
        descriptor = -1
    }

    /// Reads once: what Node's client finds in one `data` event, or Java's in one `read`.
    ///
    /// Empty at end of file.
    func read(_ most: Int = 65_536) throws -> String {
        try waitUntilReadable()
        var buffer = [UInt8](repeating: 0, count: most)
        let count = Glibc.read(descriptor, &buffer, most)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }

    /// Waits until there is something to read, or end of file.
    func waitUntilReadable() throws {
        var entry = pollfd(descriptor: descriptor)
        try #require(poll(&entry, 1, 20_000) == 1, "nothing came")
    }

    /// Reads to end of file.
    func readAll() throws -> String {
        var text = ""
        while case let piece = try read(), !piece.isEmpty { text += piece }
        return text
    }

    /// Reads a line and its end, byte by byte (fgets).
    func readLine() throws -> String {
        var line = ""
        while line.utf8.last != 0x0A, case let byte = try read(1), !byte.isEmpty {
            line.unicodeScalars += byte.unicodeScalars
        }
        return line
    }

    /// Reads exactly so many bytes.
    func read(exactly count: Int) throws -> String {
        var text = ""
        while text.utf8.count < count, case let piece = try read(count - text.utf8.count), !piece.isEmpty {
            text += piece
        }
        return text
    }

    /// Whether nothing is there to be read, nor end of file.
    var isSilent: Bool {
        var entry = pollfd(descriptor: descriptor)
        return poll(&entry, 1, 0) == 0
    }

    /// Writes, without a signal; returns how many bytes were taken.
    @discardableResult
    func write(_ text: String) -> Int { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Int {
        // The clients' own affair: the server must do without this.
        var broken = sigset_t()
        sigemptyset(&broken)
        sigaddset(&broken, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &broken, nil)
        var taken = 0
        while taken < bytes.count {
            let count = bytes[taken...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { break }
            taken += count
        }
        var none = timespec()
        _ = sigtimedwait(&broken, nil, &none)
        return taken
    }
}

private final class Opened: @unchecked Sendable {
    var descriptor: Int32 = -1
}

extension pollfd {
    init(descriptor: Int32) { self.init(fd: descriptor, events: Int16(POLLIN), revents: 0) }
}
