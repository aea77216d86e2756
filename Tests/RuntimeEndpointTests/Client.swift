import Foundation
import RuntimeProtocol
import Testing

/// What a program's client does, by the description (§2, §5, §6): who opens what, and when it closes.
enum Client: String, CaseIterable {
    case node, php, java, ruby

    /// Whether it opens sockets; the others open FIFOs.
    var opensSockets: Bool { self == .node }

    var id: String { self == .php ? "4d1e8a0b2c3f5" : "5d0c1f0e-7a55-4a0b-9d6b-0f3f0c9a1e21" }

    /// Reads the version endpoint and returns the goal state's path.
    func discover(_ endpoint: String) throws -> String {
        let text: String
        if self == .node {
            // The first `data` event, cut at CR LF; a second piece would be taken instead.
            text = try Stream(socket: endpoint).read()
            #expect(!text.contains("\r\n"))
        } else {
            text = try Stream(fifo: endpoint, O_RDONLY).readAll()
        }
        return try #require(try DiscoveryDocument(xml: Array(text.utf8)).goalStatePath)
    }

    func openGoalState(_ path: String) throws -> Stream {
        try opensSockets ? Stream(socket: path) : Stream(fifo: path, O_RDONLY)
    }

    /// Reads the next chunk in its own way.
    func nextGoalState(_ stream: Stream) throws -> GoalState {
        let body: String
        switch self {
        case .node:
            // One event is one chunk: what stands between the first and the second CR LF.
            let parts = try stream.read().components(separatedBy: "\r\n")
            #expect(parts.count == 3 && parts[2].isEmpty, "several chunks in one event, or half a one")
            body = parts[1]
        case .php, .ruby:
            let length = try chunkLength(stream)
            body = try stream.read(exactly: length)
            #expect(try stream.readLine() == "\r\n")
        case .java:
            // It reads the length byte by byte, and then only once.
            let length = try chunkLength(stream)
            body = try stream.read(length)
            _ = try stream.readLine()
        }
        return try GoalState(xml: Array(body.utf8))
    }

    /// Reads the line with the length, byte by byte.
    private func chunkLength(_ stream: Stream) throws -> Int {
        let line = try stream.readLine()
        // CR LF is one character to Swift.
        #expect(line.hasSuffix("\r\n"))
        return try #require(Int(line.dropLast(), radix: 16), "a chunk begins with '\(line)'")
    }

    /// Writes one report over an opening of its own.
    func report(_ state: GoalState, _ change: String) throws {
        let document: String
        switch self {
        case .node:
            document =
                #"<?xml version="1.0" encoding="utf-8" standalone="yes"?><CurrentState><StatusLease ClientId="\#(id)">\#(change)</StatusLease></CurrentState>"#
        case .php:
            document =
                #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
                + #"<CurrentState><StatusLease ClientId="\#(id)">\#(change)</StatusLease></CurrentState>"# + "\n"
        case .java:
            document =
                #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><CurrentState><StatusLease ClientId="\#(id)">\#(change)</StatusLease></CurrentState>"#
        case .ruby:
            document =
                "<?xml version=\"1.0\"?>\n<CurrentState>\n  <StatusLease ClientId=\"\(id)\">\n    \(change)\n  </StatusLease>\n</CurrentState>\n"
        }
        let stream: Stream
        switch self {
        case .node: stream = try Stream(socket: state.currentStateEndpoint)
        case .php, .ruby: stream = try Stream(fifo: state.currentStateEndpoint, O_WRONLY | O_CREAT | O_TRUNC)
        case .java: stream = try Stream(fifo: state.currentStateEndpoint, O_WRONLY | O_CREAT | O_TRUNC)
        }
        #expect(stream.write(document) == document.utf8.count)
    }

    func acquire(_ incarnation: UInt64, _ status: String, until: String? = nil) -> String {
        let detail = self == .node || self == .ruby ? "<StatusDetail>\(status)</StatusDetail>" : ""
        let forever = self == .php ? "2038-01-19T03:14:07.0000000Z" : "9999-12-31T23:59:59.999Z"
        return "<Acquire><Incarnation>\(incarnation)</Incarnation><Status>\(status)</Status>\(detail)"
            + "<Expiration>\(until ?? forever)</Expiration></Acquire>"
    }
}
