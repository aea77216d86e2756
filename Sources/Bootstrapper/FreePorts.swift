import Glibc

/// Ports for endpoints with `localPort="*"` (FORMATS §2); the same endpoint keeps its port.
final class FreePorts {
    private var chosen: [String: UInt16] = [:]

    /// Returns the port of an endpoint.
    func port(of endpoint: String) -> UInt16 {
        if let port = chosen[endpoint] { return port }
        let port = Self.choose()
        chosen[endpoint] = port
        return port
    }

    /// Returns a port that nobody listened on at 127.0.0.1 a moment ago; 0 when there is none.
    private static func choose() -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
            } ? UInt16(bigEndian: pointer.pointee.sin_port) : 0
        }
    }
}
