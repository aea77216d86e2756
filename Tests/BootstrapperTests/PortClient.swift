import Foundation

/// Asks something of a port of this machine over TCP, and hears it to its end; at most 20 s.
struct PortClient {
    let port: UInt16

    /// The port that a run has told of for something.
    init?(_ name: String, of run: RunningBootstrapper) {
        guard run.wait(for: "listening for \(name) on ") else { return nil }
        guard let told = run.output.firstRange(of: "listening for \(name) on ") else { return nil }
        let address = run.output[told.upperBound...].prefix { $0 != "\n" }
        guard address.hasPrefix("127.0.0.1:"), let port = UInt16(address.dropFirst(10)) else { return nil }
        self.port = port
    }

    /// Sends the words and returns everything that comes.
    func exchange(_ words: String) throws -> String {
        let descriptor = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        _ = send(descriptor, words, words.utf8.count, Int32(MSG_NOSIGNAL))
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Returns the answer to a GET, its head and its body.
    func get(_ path: String, _ fields: String = "") throws -> (status: Int, head: String, body: String) {
        let answer = try exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(fields)\r\n")
        let parts = answer.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let status = Int(answer.dropFirst(9).prefix(3)) ?? 0
        return (status, String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }
}
