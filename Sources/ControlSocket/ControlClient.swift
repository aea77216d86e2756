import Glibc
import Kernel

/// The client of a control socket: connects, writes a line, reads a line.
///
/// It waits, so it never runs on the shared queue.
public struct ControlClient: Sendable {
    /// The most bytes of an answer.
    private static let mostBytes = 64 << 20

    /// Why there is no answer.
    public enum Failure: Error, Hashable, Sendable {
        /// Nobody listens; the system's reason.
        case absent(String)
        /// The socket may not be used; the reason.
        case notPermitted(String)
        /// Somebody listens, but did not answer in time.
        case silent
        /// The bootstrapper refused.
        case refused(ControlFault)
        /// What came is no answer; the reason.
        case unreadable(String)
    }

    private let path: String
    private let limit: Duration

    /// Creates a client.
    ///
    /// - Parameters:
    ///   - path: where the socket is.
    ///   - limit: how long each step may take.
    public init(path: String, limit: Duration = .seconds(5)) {
        self.path = path
        self.limit = limit
    }

    /// Asks, and returns the answer and its line as it came, without line end.
    ///
    /// - Throws: why there is none.
    public func ask(_ command: ControlCommand) throws(Failure) -> (answer: JSON, line: [UInt8]) {
        let socket = try connect()
        defer { close(socket) }
        let request = ControlRequest(command).line
        // Whoever refuses us may have closed already: his sentence can still be read.
        _ = send(socket, request, request.count, Int32(MSG_NOSIGNAL))
        let line = try receive(socket)
        let answer: JSON
        do {
            answer = try JSONReader.read(line)
        } catch {
            throw .unreadable(error.text)
        }
        if let fault = ControlFault(answer: answer) {
            throw fault.code == .notPermitted ? .notPermitted(fault.message) : .refused(fault)
        }
        guard answer["version"]?.integer == ControlRequest.version else {
            throw .unreadable("it is of another version than \(ControlRequest.version)")
        }
        return (answer, line)
    }

    private func connect() throws(Failure) -> Int32 {
        let milliseconds = Int32(min(max((limit / .milliseconds(1)).rounded(.up), 1), 3_600_000))
        let socket = wak_connect_unix_within(path, milliseconds)
        switch socket {
        case 0...: return socket
        case -EACCES, -EPERM: throw .notPermitted(ControlSocketFailure.text(-socket))
        case -EAGAIN: throw .silent
        default: throw .absent(ControlSocketFailure.text(-socket))
        }
    }

    private func receive(_ socket: Int32) throws(Failure) -> [UInt8] {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let deadline = ContinuousClock.now + limit
        while line.count < Self.mostBytes, ContinuousClock.now < deadline {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0 && errno == EINTR { continue }
            if count < 0 && errno == EAGAIN { throw .silent }
            guard count > 0 else { throw .unreadable("the connection was closed before an answer was complete") }
            let part = buffer[..<count]
            guard let end = part.firstIndex(of: 0x0A) else {
                line += part
                continue
            }
            return line + part[..<end]
        }
        throw .silent
    }
}
