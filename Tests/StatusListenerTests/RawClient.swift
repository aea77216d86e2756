import Foundation

/// A client that may do what no honest one does; it waits at most 20 s for anything.
final class RawClient {
    let socket: Int32
    private var read: [UInt8] = []

    init(port: UInt16, receiveBuffer: Int32? = nil) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        if var size = receiveBuffer {
            setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<Int32>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        try connect(&address)
    }

    init(path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107)) + [0]) }
        try connect(&address)
    }

    deinit { close(socket) }

    private func connect<Address>(_ address: inout Address) throws {
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafeBytes(of: &address) { bytes in
            bytes.baseAddress.map {
                Glibc.connect(socket, $0.assumingMemoryBound(to: sockaddr.self), socklen_t(bytes.count))
            } ?? -1
        }
        guard result == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    @discardableResult
    func send(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    /// Has the end come as a reset, not in order.
    func reset() {
        var now = linger(l_onoff: 1, l_linger: 0)
        setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, socklen_t(MemoryLayout<linger>.size))
    }

    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Reads until the other side closes.
    func readAll() -> String {
        while fill() {}
        defer { read = [] }
        return String(decoding: read, as: UTF8.self)
    }

    /// Reads up to a text and through it; nil when the other side closes before.
    func readThrough(_ end: String) -> String? {
        let mark = Array(end.utf8)
        var searched = 0
        while true {
            if let place = read[searched...].firstRange(of: mark) {
                let text = String(decoding: read[..<place.upperBound], as: UTF8.self)
                read.removeSubrange(..<place.upperBound)
                return text
            }
            searched = max(read.count - mark.count, 0)
            guard fill() else { return nil }
        }
    }

    /// Reads one answer that has a length: its head and its body.
    func readAnswer(headOnly: Bool = false) -> (head: String, body: String)? {
        guard let head = readThrough("\r\n\r\n") else { return nil }
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }.flatMap {
            Int($0.dropFirst(16))
        }
        guard !headOnly, let length else { return (head, "") }
        while read.count < length { guard fill() else { return nil } }
        let body = String(decoding: read[..<length], as: UTF8.self)
        read.removeSubrange(..<length)
        return (head, body)
    }

    /// Reads what is there, and returns how much it was; nil at the end.
    func readSome() -> Int? {
        defer { read = [] }
        return fill() ? read.count : nil
    }

    private func fill() -> Bool {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        guard count > 0 else { return false }
        read += buffer[..<count]
        return true
    }
}

/// Asks once, on a connection of its own.
func ask(_ port: UInt16, _ path: String, _ fields: String = "") throws -> (head: String, body: String) {
    let client = try RawClient(port: port)
    client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\(fields)Connection: close\r\n\r\n")
    let text = client.readAll()
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return (parts.first ?? "", parts.dropFirst().first ?? "")
}
