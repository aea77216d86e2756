import Foundation
import RuntimeProtocol
import Testing

@testable import RuntimeEndpoint

/// Clients that no honest program is: the server stays responsive, bounded in memory, and says what it refused.
@Suite(.timeLimit(.minutes(1))) struct HostileClientTests {
    private static let transports = [true, false]

    private func open(
        _ endpoint: TestEndpoint,
        _ name: String,
        sockets: Bool,
        _ flags: Int32 = O_RDONLY
    ) throws -> Stream {
        guard sockets else {
            _ = try endpoint.fifos()
            return try Stream(fifo: endpoint.folder + "/fifo-host/" + name, flags)
        }
        _ = try endpoint.sockets()
        return try Stream(socket: endpoint.folder + "/\(name).sock")
    }

    @Test(arguments: transports)
    func `a client that stops reading gets the first and the newest state, and holds up nobody`(sockets: Bool) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let idle = try open(endpoint, "goal", sockets: sockets)
        // Only then the other: two who open a FIFO at the same moment share it.
        try idle.waitUntilReadable()
        let other = try open(endpoint, "goal", sockets: sockets)
        #expect(try Client.php.nextGoalState(other).incarnation == 1_000)
        for number in UInt64(1_001)...1_500 {
            #expect(try endpoint.announce() == number)
            #expect(try Client.php.nextGoalState(other).incarnation == number)
        }
        #expect(try Client.php.nextGoalState(idle).incarnation == 1_000)
        #expect(try Client.php.nextGoalState(idle).incarnation == 1_500)
        #expect(idle.isSilent)
    }

    @Test func `two announcements at once never come in one read`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let stream = try open(endpoint, "goal", sockets: true)
        for _ in 0..<200 {
            endpoint.look { server in
                for _ in 0..<3 { _ = server.announceStop() }
            }
        }
        var incarnation: UInt64 = 0
        // `Client.node` fails when one read brings more or less than one chunk.
        while incarnation < 1_600 {
            let next = try Client.node.nextGoalState(stream).incarnation
            #expect(next > incarnation)
            incarnation = next
        }
    }

    @Test(arguments: transports)
    func `garbage is refused with a reason, and the next report is taken`(sockets: Bool) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        for garbage in ["\u{0}\u{1}\u{2}", "GET / HTTP/1.1\r\n\r\n", "<CurrentState></CurrentState>", "<a>"] {
            try open(endpoint, "state", sockets: sockets, O_WRONLY).write(garbage)
        }
        // Two who open a FIFO at the same moment share it: their garbage may be one document.
        try endpoint.wait(for: "refusal cannot read the CurrentState document: ", count: sockets ? 4 : 1)
        let report = StatusLeaseReport(clientID: "a", change: .acquire(.init(incarnation: 1_000, status: .busy)))
        try open(endpoint, "state", sockets: sockets, O_WRONLY).write(report.xml())
        try endpoint.wait(for: "status Busy")
        let source = sockets ? "process \(getpid()) of user \(getuid())" : "FIFO set 'host'"
        #expect(endpoint.events.contains { $0.hasSuffix("(from \(source))") })
    }

    @Test(arguments: transports)
    func `a gigabyte without end is given up after some kilobytes, and costs no memory`(sockets: Bool) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let before = try memory()
        let stream = try open(endpoint, "state", sockets: sockets, O_WRONLY)
        let piece = [UInt8](repeating: 0x61, count: 1 << 20)
        var taken = 0
        for _ in 0..<1_024 {
            let count = stream.write(piece)
            taken += count
            if count < piece.count { break }
        }
        #expect(taken < 2 << 20)
        try endpoint.wait(for: "refusal cannot read the CurrentState document: it has more than 16384 bytes")
        #expect(try memory() - before < 16_384)
    }

    @Test(arguments: transports)
    func `megabytes of white space are read, and cost no memory`(sockets: Bool) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let before = try memory()
        let stream = try open(endpoint, "state", sockets: sockets, O_WRONLY)
        let piece = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<2 { #expect(stream.write(piece) == piece.count) }
        let other = try open(endpoint, "state", sockets: sockets, O_WRONLY)
        let report = StatusLeaseReport(clientID: "a", change: .acquire(.init(incarnation: 1_000, status: .busy)))
        other.write(report.xml())
        try endpoint.wait(for: "status Busy")
        #expect(try memory() - before < 16_384)
    }

    @Test func `whoever sends to the version or goal-state endpoint is sent away`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let goal = try open(endpoint, "goal", sockets: true)
        _ = try goal.read()
        goal.write("x")
        try endpoint.wait(for: "refusal cannot go on serving a reader of the goal state: it sent something")
        #expect(try goal.read().isEmpty)
        let version = try open(endpoint, "version", sockets: true)
        #expect(version.write([UInt8](repeating: 0, count: 1 << 20)) < 1 << 20)
    }

    @Test func `200 clients at once are all served, over sockets and over FIFOs`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let before = try memory()
        let version = try endpoint.sockets()
        var streams: [(Client, Stream)] = []
        for number in 0..<200 {
            let fifos = try endpoint.fifos("p\(number)")
            streams.append((.node, try Client.node.openGoalState(Client.node.discover(version))))
            streams.append((.java, try Client.java.openGoalState(Client.java.discover(fifos))))
        }
        for (client, stream) in streams { #expect(try client.nextGoalState(stream).incarnation == 1_000) }
        try endpoint.announce("flour")
        for (client, stream) in streams { #expect(try client.nextGoalState(stream).incarnation == 1_001) }
        #expect(endpoint.look { $0.clientCount } == 400)
        #expect(!endpoint.look { $0.hasTimer })
        #expect(try memory() - before < 32_768)
    }

    @Test func `200 reports at once are all taken`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let path = URL(filePath: try endpoint.sockets()).deletingLastPathComponent().appending(path: "state.sock").path
        var streams: [Stream] = []
        for _ in 0..<200 { streams.append(try Stream(socket: path)) }
        for (number, stream) in streams.enumerated() {
            let lease = StatusLease(incarnation: 1_000, status: .started)
            stream.write(StatusLeaseReport(clientID: "\(number)", change: .acquire(lease)).xml())
        }
        try endpoint.wait(for: "accepted", count: 200)
        #expect(endpoint.look { $0.leases.entries.count } == 200)
    }

    @Test func `silent clients are sent away, and meanwhile others wait no longer than that`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        endpoint.look { $0.desk.silenceWhenFull = .milliseconds(50) }
        var silent: [Stream] = []
        for _ in 0..<ReportDesk.mostSockets { silent.append(try open(endpoint, "state", sockets: true)) }
        let report = StatusLeaseReport(clientID: "a", change: .acquire(.init(incarnation: 1_000, status: .busy)))
        try open(endpoint, "state", sockets: true).write(report.xml())
        try endpoint.wait(for: "status Busy")
        try endpoint.wait(for: "refusal cannot wait for a report any longer")
        for stream in silent { #expect(try stream.read().isEmpty) }
        // The rate is bounded, whatever comes.
        #expect(endpoint.events.count { $0.hasPrefix("refusal") } <= RefusalLog.burst + 1)
        try open(endpoint, "goal", sockets: true).write("")
        #expect(!endpoint.look { $0.hasTimer })
    }

    @Test func `a reader of a FIFO that has gone raises no signal and is forgotten`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        do {
            let gone = try open(endpoint, "goal", sockets: false)
            _ = try Client.java.nextGoalState(gone)
        }
        let stays = try open(endpoint, "goal", sockets: false)
        _ = try Client.java.nextGoalState(stays)
        for number in UInt64(1_001)...1_050 {
            try endpoint.announce()
            #expect(try Client.java.nextGoalState(stays).incarnation == number)
        }
        #expect(endpoint.look { $0.clientCount } == 1)
    }

    @Test func `a reader who never leaves the version FIFO keeps nobody out`() throws {
        let endpoint = try TestEndpoint()
        let version = try endpoint.fifos()
        let document = TestEndpoint.discovery(endpoint.folder + "/fifo-host/goal")
        var kept: [Stream] = []
        for _ in 0..<20 {
            let stream = try Stream(fifo: version, O_RDONLY)
            #expect(try stream.readAll() == document)
            kept.append(stream)
        }
    }

    @Test func `one who opens and says nothing keeps nobody from reporting over the same FIFO`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        var silent: [Stream] = []
        for _ in 0..<20 { silent.append(try open(endpoint, "state", sockets: false, O_WRONLY)) }
        let report = StatusLeaseReport(clientID: "a", change: .acquire(.init(incarnation: 1_000, status: .busy)))
        try open(endpoint, "state", sockets: false, O_WRONLY).write(report.xml())
        try endpoint.wait(for: "status Busy")
    }

    @Test func `two who share a goal-state FIFO are both served, the second when the first leaves`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let path = URL(filePath: try endpoint.fifos()).deletingLastPathComponent().appending(path: "goal").path
        // Within the time that the server takes to notice: it can not while its queue is held.
        let (first, second) = try endpoint.queue.sync {
            (try Stream(fifo: path, O_RDONLY), try Stream(fifo: path, O_RDONLY))
        }
        _ = try Client.php.nextGoalState(first)
        #expect(second.isSilent)
        first.leave()
        #expect(try Client.php.nextGoalState(second).incarnation == 1_000)
    }

    @Test func `two who share a current-state FIFO are both heard`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let path = URL(filePath: try endpoint.fifos()).deletingLastPathComponent().appending(path: "state").path
        try endpoint.queue.sync {
            let streams = [try Stream(fifo: path, O_WRONLY), try Stream(fifo: path, O_WRONLY)]
            for (name, stream) in zip(["a", "b"], streams) {
                let lease = StatusLease(incarnation: 1_000, status: .busy)
                stream.write("<?xml version=\"1.0\"?><torn>")
                stream.write(StatusLeaseReport(clientID: name, change: .acquire(lease)).xml())
            }
        }
        try endpoint.wait(for: "accepted a 1000")
        try endpoint.wait(for: "accepted b 1000")
    }

    @Test func `a reader who will never send anything goes on being served`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let stream = try open(endpoint, "goal", sockets: true)
        _ = try Client.node.nextGoalState(stream)
        shutdown(stream.descriptor, Int32(SHUT_WR))
        try endpoint.announce()
        #expect(try Client.node.nextGoalState(stream).incarnation == 1_001)
    }

    /// The resident memory of this process, in kilobytes.
    private func memory() throws -> Int {
        let status = try String(
            decoding: FileHandle(forReadingFrom: URL(filePath: "/proc/self/status")).readToEnd() ?? Data(),
            as: UTF8.self
        )
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
        return try #require(Int(line.split(separator: " ").dropLast().last ?? ""))
    }
}
