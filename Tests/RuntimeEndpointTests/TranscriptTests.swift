import Foundation
import RuntimeProtocol
import Testing

/// The sequences of the protocol's description (§1–§5), byte for byte.
@Suite(.timeLimit(.minutes(1))) struct TranscriptTests {
    @Test func `discovery, goal state, busy, change, release and stop over sockets`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce("grain")
        let version = try endpoint.sockets()
        let (goal, state) = (endpoint.folder + "/goal.sock", endpoint.folder + "/state.sock")
        #expect(version == endpoint.folder + "/version.sock")
        #expect(try Stream(socket: version).readAll() == TestEndpoint.discovery(goal))
        try play(endpoint, Stream(socket: goal), state) { try Stream(socket: state).write($0) }
    }

    @Test func `discovery, goal state, busy, change, release and stop over FIFOs`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce("grain")
        let version = try endpoint.fifos("mill_0")
        let folder = endpoint.folder + "/fifo-mill_0"
        #expect(version == folder + "/version")
        let (goal, state) = (folder + "/goal", folder + "/state")
        #expect(try Stream(fifo: version, O_RDONLY).readAll() == TestEndpoint.discovery(goal))
        try play(endpoint, Stream(fifo: goal, O_RDONLY), state) { try Stream(fifo: state, O_WRONLY).write($0) }
    }

    private func play(
        _ endpoint: TestEndpoint,
        _ goal: Stream,
        _ state: String,
        report: (String) throws -> Int
    ) throws {
        let declaration = #"<?xml version="1.0" encoding="utf-8" standalone="yes"?>"#
        func lease(_ content: String) -> String {
            declaration + #"<CurrentState><StatusLease ClientId="ID">"# + content + "</StatusLease></CurrentState>"
        }
        func acquire(_ incarnation: Int, _ status: String, _ end: String) -> String {
            lease(
                "<Acquire><Incarnation>\(incarnation)</Incarnation><Status>\(status)</Status>"
                    + "<StatusDetail>\(status)</StatusDetail><Expiration>\(end)</Expiration></Acquire>"
            )
        }
        #expect(try goal.read() == endpoint.chunk(1_000, currentState: state))
        #expect(try endpoint.environment().settings.map(\.value) == ["grain"])
        let minute = "2100-03-01T10:01:00.000Z"
        _ = try report(acquire(1_000, "Busy", minute))
        try endpoint.wait(for: "status Busy")
        try endpoint.announce("flour")
        #expect(try goal.read() == endpoint.chunk(1_001, currentState: state))
        #expect(try endpoint.environment().settings.map(\.value) == ["flour"])
        _ = try report(acquire(1_001, "Busy", minute))
        try endpoint.wait(for: "accepted ID 1001")
        try endpoint.wait(for: "answered 1001")
        _ = try report(lease("<Release/>"))
        try endpoint.wait(for: "status none")
        endpoint.look { _ = $0.announceStop() }
        #expect(try goal.read() == endpoint.chunk(1_002, "Stopped", currentState: state))
        _ = try report(acquire(1_002, "Stopped", "9999-12-31T23:59:59.999Z"))
        try endpoint.wait(for: "stopped ID")
        #expect(goal.isSilent)
        #expect(
            endpoint.events == [
                "answered 1000", "status Busy", "accepted ID 1000", "accepted ID 1001", "answered 1001", "status none",
                "answered 1002", "status Busy", "stopped ID",
            ]
        )
    }

    @Test(arguments: Client.allCases)
    func `each client discovers, reads, reports, accepts a change and stops`(client: Client) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce("grain")
        let goal = try client.discover(client.opensSockets ? endpoint.sockets() : endpoint.fifos())
        var stream = try client.openGoalState(goal)
        let first = try client.nextGoalState(stream)
        #expect(first.incarnation == 1_000 && first.expectedState == .started)
        // Ruby opens a second time, to watch, and keeps the first; PHP closes, and opens anew for each call.
        let kept = stream
        if client == .ruby || client == .php {
            stream = try client.openGoalState(goal)
            #expect(try client.nextGoalState(stream) == first)
        }
        try client.report(first, client.acquire(1_000, "Busy"))
        try endpoint.wait(for: "status Busy")
        try endpoint.announce("flour")
        let second = try client.nextGoalState(stream)
        #expect(second.incarnation == 1_001)
        // Node compares the numbers as text.
        #expect(String(second.incarnation) > String(first.incarnation))
        try client.report(second, client.acquire(1_001, "Busy"))
        try endpoint.wait(for: "accepted \(client.id) 1001")
        endpoint.look { _ = $0.announceStop() }
        let last = try client.nextGoalState(stream)
        #expect(last.expectedState == .stopped)
        // Ruby's names the incarnation before.
        try client.report(last, client.acquire(client == .ruby ? 1_001 : 1_002, "Stopped"))
        try endpoint.wait(for: "stopped \(client.id)")
        try endpoint.wait(for: "answered 1002")
        withExtendedLifetime(kept) {}
    }

    @Test(arguments: Client.allCases)
    func `a recycle is asked for, and a change is cancelled by one`(client: Client) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce("grain")
        let goal = try client.discover(client.opensSockets ? endpoint.sockets() : endpoint.fifos())
        let state = try client.nextGoalState(try client.openGoalState(goal))
        try client.report(state, client.acquire(1_000, "Recycle"))
        try endpoint.wait(for: "recycle \(client.id) 1000")
        try endpoint.announce("flour")
        try client.report(state, client.acquire(1_001, "Recycle"))
        try endpoint.wait(for: "recycle \(client.id) 1001")
        #expect(endpoint.look { $0.leases.clients(cancelling: 1_001) } == [client.id])
    }

    @Test func `a client that comes before the first announcement is told when it comes`() throws {
        let endpoint = try TestEndpoint()
        let version = try endpoint.sockets()
        let node = try Client.node.openGoalState(Client.node.discover(version))
        let java = try Client.java.openGoalState(Client.java.discover(endpoint.fifos()))
        #expect(node.isSilent)
        try endpoint.announce()
        #expect(try Client.node.nextGoalState(node).incarnation == 1_000)
        #expect(try Client.java.nextGoalState(java).incarnation == 1_000)
    }

    @Test func `PHP opens a hundred times, and nothing of it stays`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let version = try endpoint.fifos()
        let before = try descriptors()
        for _ in 0..<100 {
            let goal = try Client.php.discover(version)
            let state = try Client.php.nextGoalState(Client.php.openGoalState(goal))
            try Client.php.report(state, Client.php.acquire(1_000, "Started"))
        }
        // A last one, who stays: when he is served, all before him have been.
        let last = try Client.java.openGoalState(Client.java.discover(version))
        _ = try Client.java.nextGoalState(last)
        try endpoint.announce()
        #expect(try Client.java.nextGoalState(last).incarnation == 1_001)
        try Client.php.report(endpoint.look { $0.goalState! }.at(endpoint.folder + "/fifo-host/state"), "<Release/>")
        try endpoint.wait(for: "status none")
        #expect(endpoint.look { $0.clientCount } == 1)
        #expect(try descriptors() <= before + 2)
    }

    @Test func `several documents written into one FIFO are all taken`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let path = URL(filePath: try endpoint.fifos()).deletingLastPathComponent().appending(path: "state").path
        let stream = try Stream(fifo: path, O_WRONLY)
        for name in ["a", "b", "c"] {
            stream.write(
                "<?xml version=\"1.0\"?>\n<CurrentState><StatusLease ClientId=\"\(name)\">"
                    + Client.php.acquire(1_000, "Busy") + "</StatusLease></CurrentState>\n"
            )
        }
        try endpoint.wait(for: "accepted c 1000")
        #expect(endpoint.look { $0.leases.entries.map(\.clientID) } == ["a", "b", "c"])
    }

    private func descriptors() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
}

extension GoalState {
    func at(_ path: String) -> GoalState {
        var state = self
        state.currentStateEndpoint = path
        return state
    }
}
