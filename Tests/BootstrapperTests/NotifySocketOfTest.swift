import Foundation

/// A service manager's socket, as `NOTIFY_SOCKET` names it.
final class NotifySocketOfTest {
    /// Where it is.
    let path = FileManager.default.temporaryDirectory.appending(path: "wahost-notify-\(UUID().uuidString)").path
    private let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    private let deadline = Date(timeIntervalSinceNow: 40)

    init() throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        }
        guard bound == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Takes messages until one has this line; false when none comes.
    func receive(until line: String, within seconds: Double? = nil) -> Bool {
        receiveMessage(with: line, within: seconds) != nil
    }

    /// Takes messages until one has this line; returns all of its lines.
    func receiveMessage(with line: String, within seconds: Double? = nil) -> [String]? {
        let end = seconds.map { min(deadline, Date(timeIntervalSinceNow: $0)) } ?? deadline
        while let lines = next(before: end) { if lines.contains(line) { return lines } }
        return nil
    }

    /// Forgets what has come.
    func drain() {
        while next(before: .now) != nil {}
    }

    private func next(before end: Date) -> [String]? {
        var buffer = [UInt8](repeating: 0, count: 4_096)
        var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&waited, 1, Int32(max(0, end.timeIntervalSinceNow * 1_000))) > 0 else { return nil }
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count >= 0 else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
