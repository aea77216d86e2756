import Foundation
import RoleModel
import RuntimeClient
import RuntimeProtocol
import RuntimeTesting
import Testing

/// The client against the real server, over both transports.
@Suite struct RuntimeConnectionTests {
    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `it reads the goal state and the role environment`(transport: TestEndpoint.Transport) throws {
        let endpoint = try TestEndpoint(transport)
        let connection = try RuntimeConnection(environment: endpoint.environment)
        let goalState = try connection.currentGoalState()
        #expect(goalState.incarnation == 1_000)
        #expect(goalState.expectedState == .started)
        #expect(try connection.environment(of: goalState) == .mill)
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `a report is a lease of this client until its expiration, and release ends it`(
        transport: TestEndpoint.Transport
    ) throws {
        let endpoint = try TestEndpoint(transport)
        let connection = RuntimeConnection(endpoint: endpoint.path, clientID: "it's \"<me>\"")
        let goalState = try connection.currentGoalState()
        let expiration = RuntimeInstant(ticks: RuntimeInstant("2999-01-01T00:00:00.125Z")?.ticks ?? 0)
        try connection.report(.busy, until: expiration, in: goalState)
        #expect(endpoint.hears(.status(.busy)))
        let lease = try #require(endpoint.leases.first)
        #expect(lease.clientID == "it's \"<me>\"")
        #expect(lease.lease == StatusLease(incarnation: 1_000, status: .busy, detail: "Busy", expiration: expiration))
        try connection.release(in: goalState)
        #expect(endpoint.hears(.status(nil)))
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `the stream gives each goal state, and wakes for time and for a descriptor`(
        transport: TestEndpoint.Transport
    ) throws {
        let endpoint = try TestEndpoint(transport)
        let goalStates = try RuntimeConnection(endpoint: endpoint.path).goalStates()
        #expect(try goalStates.first().incarnation == 1_000)
        #expect(try goalStates.next(within: .zero) == .late)
        let pipe = Pipe()
        try pipe.fileHandleForWriting.write(contentsOf: [1])
        #expect(try goalStates.next(within: nil, wake: pipe.fileHandleForReading.fileDescriptor) == .woken)
        try endpoint.announce(.mill)
        guard case .state(let second) = try goalStates.next(within: nil) else {
            Issue.record("no second goal state")
            return
        }
        #expect(second.incarnation == 1_001)
        endpoint.announceStop()
        guard case .state(let third) = try goalStates.next(within: nil) else {
            Issue.record("no third goal state")
            return
        }
        #expect(third.expectedState == .stopped)
        endpoint.close()
        #expect(try goalStates.next(within: nil) == .ended)
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `reports of one client never overtake each other`(transport: TestEndpoint.Transport) throws {
        let endpoint = try TestEndpoint(transport)
        let connection = RuntimeConnection(endpoint: endpoint.path)
        let goalState = try connection.currentGoalState()
        // Over a FIFO a burst is one connection to the server, and it takes 64 reports of one.
        let rounds = transport == .sockets ? 50 : 20
        for _ in 0..<rounds {
            try connection.report(.busy, in: goalState)
            try connection.report(.started, in: goalState)
        }
        #expect(endpoint.hears(.status(.started), atLeast: rounds))
        let statuses = endpoint.heard.filter { $0 == .status(.busy) || $0 == .status(.started) }
        #expect(statuses.enumerated().allSatisfy { $0.element == .status($0.offset % 2 == 0 ? .busy : .started) })
    }
}
