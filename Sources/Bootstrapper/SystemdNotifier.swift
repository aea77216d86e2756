import Glibc

/// Tells the service manager above us how the role is (sd_notify; behaviour D7, G5).
///
/// Without `NOTIFY_SOCKET` every call does nothing. A full or vanished socket is not waited for.
struct SystemdNotifier {
    private let descriptor: Int32
    private let address: [UInt8]

    /// Opens the channel that `NOTIFY_SOCKET` names: a path, or an abstract name behind `@`.
    init(environment: [String: String]) {
        var path = Array((environment["NOTIFY_SOCKET"] ?? "").utf8)
        guard let first = path.first, first == UInt8(ascii: "/") || first == UInt8(ascii: "@"), path.count < 108 else {
            descriptor = -1
            address = []
            return
        }
        if first == UInt8(ascii: "@") { path[0] = 0 }
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        address = path
    }

    /// Whether anybody is there to be told.
    var isConnected: Bool { descriptor >= 0 }

    /// Sends `NAME=value` lines.
    func send(_ lines: String...) {
        guard descriptor >= 0 else { return }
        var target = sockaddr_un()
        target.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &target.sun_path) { $0.copyBytes(from: address) }
        let length = socklen_t(MemoryLayout<sa_family_t>.size + address.count)
        let text = Array(lines.joined(separator: "\n").utf8)
        _ = withUnsafePointer(to: &target) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                sendto(descriptor, text, text.count, Int32(MSG_DONTWAIT | MSG_NOSIGNAL), $0, length)
            }
        }
    }
}
