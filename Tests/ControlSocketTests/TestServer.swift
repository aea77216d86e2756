import Dispatch
import Foundation
import JSONText

@testable import ControlSocket

/// A server in a folder of its own, which answers every command with its name.
final class TestServer: @unchecked Sendable {
    let folder: URL
    let queue = DispatchQueue(label: "control-test")
    private(set) var server: ControlServer?

    var path: String { folder.appending(path: "control.sock").path }

    init(limits: ControlLimits = ControlLimits(), padding: Int = 0) throws {
        // Short: the path of a socket has at most 107 bytes.
        folder = URL(filePath: "/tmp/wahost-c-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try start(limits: limits, padding: padding)
    }

    func start(limits: ControlLimits = ControlLimits(), padding: Int = 0) throws {
        let pad = String(repeating: "x", count: padding)
        server = try queue.sync {
            try ControlServer(path: path, queue: queue, limits: limits) { request, _ throws(ControlFault) in
                if request.command == .recycle { throw ControlFault(.notPossible, "cannot recycle here") }
                let answer = JSON.object([
                    ("version", .integer(1)), ("command", .string(request.command.rawValue)), ("pad", .string(pad)),
                ])
                guard request.follows else { return .answer(answer) }
                return .stream(request.command == .status ? .status : .events, [answer.line])
            }
        }
    }

    func close() {
        queue.sync { server?.close() }
        server = nil
    }

    /// What the queue sees.
    func look<Value: Sendable>(_ body: (ControlServer?) -> Value) -> Value { queue.sync { body(server) } }

    deinit {
        close()
        try? FileManager.default.removeItem(at: folder)
    }
}

/// A client that may do what no honest one does.
final class RawClient {
    let socket: Int32
    /// What has been received beyond the last line.
    private var read: [UInt8] = []

    init(_ path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard RawClient.use(path, socket, connect) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    }

    deinit { close(socket) }

    /// Sends everything, or as much as the other side takes before it closes.
    @discardableResult
    func send(_ text: String) -> Int {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { break }
            sent += count
        }
        return sent
    }

    func endSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Reads until the other side closes.
    func readAll() -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += buffer[..<count]
        }
    }

    /// Reads one line, without its end; nil at the end.
    func readLine() -> String? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            if let end = read.firstIndex(of: 0x0A) {
                defer { read.removeFirst(end + 1) }
                return String(decoding: read[..<end], as: UTF8.self)
            }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            read += buffer[..<count]
        }
    }

    /// Leaves a socket at the path on which nobody listens any longer.
    static func leaveSocket(at path: String) -> Bool {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        return use(path, socket, bind) == 0
    }

    private static func use(
        _ path: String,
        _ socket: Int32,
        _ call: (Int32, UnsafePointer<sockaddr>?, socklen_t) -> Int32
    ) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix(107)) }
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                call(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
