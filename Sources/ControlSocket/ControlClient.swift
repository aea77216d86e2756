import Glibc
import JSONText
import Kernel

/// The client of a control socket: connects, writes a line, reads a line.
///
/// It waits, so it never runs on the shared queue.
public struct ControlClient: Sendable {
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
        try ask(ControlRequest(command))
    }

    /// Asks, and returns the answer and its line as it came, without line end.
    ///
    /// - Throws: why there is none.
    public func ask(_ request: ControlRequest) throws(Failure) -> (answer: JSON, line: [UInt8]) {
        let stream = try follow(request)
        defer { stream.close() }
        guard let line = try stream.next(within: limit) else {
            throw .unreadable("the connection was closed before an answer was complete")
        }
        return (try Self.read(line), line)
    }

    /// Asks for something of which more may follow.
    ///
    /// - Throws: why nobody takes the request.
    public func follow(_ request: ControlRequest) throws(Failure) -> ControlStream {
        let socket = try connect()
        let line = request.line
        // Whoever refuses us may have closed already: his sentence can still be read.
        _ = send(socket, line, line.count, Int32(MSG_NOSIGNAL))
        return ControlStream(socket: socket)
    }

    /// Reads one line of an answer.
    ///
    /// - Throws: what it tells instead.
    public static func read(_ line: [UInt8]) throws(Failure) -> JSON {
        let answer: JSON
        do {
            answer = try JSON(bytes: line)
        } catch {
            throw .unreadable(error.text)
        }
        if let fault = ControlFault(answer: answer) {
            throw fault.code == .notPermitted ? .notPermitted(fault.message) : .refused(fault)
        }
        guard answer["version"]?.integer == ControlRequest.version else {
            throw .unreadable("it is of another version than \(ControlRequest.version)")
        }
        return answer
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
}
