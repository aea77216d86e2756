import Foundation
import RoleModel
import RuntimeClient
import RuntimeProtocol
import RuntimeTesting
import Testing

@testable import ServiceRuntime

/// `RoleEnvironment` over the protocol, against the real server.
@Suite struct EndpointRuntimeTests {
    /// A runtime of its own, ended with the test.
    private final class Client {
        let endpoint: TestEndpoint
        let events = RuntimeEvents()
        let runtime: EndpointRuntime

        init(_ transport: TestEndpoint.Transport = .sockets, checkInterval: Duration = .seconds(15)) throws {
            endpoint = try TestEndpoint(transport)
            let connection = try RuntimeConnection(environment: endpoint.environment)
            runtime = EndpointRuntime(connection, events, checkInterval: checkInterval)
        }

        deinit { runtime.end() }
    }

    /// What handlers have seen, in order.
    private final class Notes: @unchecked Sendable {
        private let condition = NSCondition()
        private var lines: [String] = []

        func add(_ line: String) {
            condition.withLock {
                lines.append(line)
                condition.broadcast()
            }
        }

        /// Returns the first lines, as soon as there are so many; fewer after 20 s.
        func first(_ count: Int) -> [String] {
            let end = Date().addingTimeInterval(20)
            return condition.withLock {
                while lines.count < count, condition.wait(until: end) {}
                return Array(lines.prefix(count))
            }
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `instances, endpoints, roles, settings and resources are as the file has them`(
        transport: TestEndpoint.Transport
    ) throws {
        let client = try Client(transport)
        let snapshot = try client.runtime.snapshot()
        let instance = snapshot.currentInstance
        #expect(instance.id == "Mill_IN_0")
        #expect(instance.updateDomain == 3)
        #expect(instance.instanceEndpoints["Peer"]?.description == "[fd00::4]:7100")
        #expect(instance.instanceEndpoints["TcpIn"]?.roleInstance == instance)
        #expect(instance.role.instances.map(\.id) == ["Mill_IN_0", "Mill_IN_1"])
        // Its own endpoints are all there, not only the internal ones that the others see.
        #expect(instance.role.instances.first?.instanceEndpoints.count == 2)
        #expect(snapshot.roles.keys.sorted() == ["Front", "Mill"])
        #expect(snapshot.roles["Front"]?.instances.first?.instanceEndpoints["Gossip"]?.port == 7_400)
        #expect(try client.runtime.setting("Empty").isEmpty)
        #expect(try client.runtime.localResource("Scratch").maximumSizeInMegabytes == 512)
    }

    @Test(.timeLimit(.minutes(1))) func `a name that is not there is an error that names those that are`() throws {
        let client = try Client()
        #expect(throws: RoleEnvironmentError.noSuchSetting("Queue", among: ["Queue Name", "Empty"])) {
            try client.runtime.setting("Queue")
        }
        #expect(throws: RoleEnvironmentError.noSuchLocalResource("X", among: ["DiagnosticStore", "Scratch"])) {
            try client.runtime.localResource("X")
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: TestEndpoint.Transport.allCases)
    func `a change raises changing with the old values, then changed with the new ones`(
        transport: TestEndpoint.Transport
    ) throws {
        let client = try Client(transport)
        let runtime = client.runtime
        let notes = Notes()
        _ = client.events.changing.subscribe { event in
            notes.add("changing \(event.changes) \((try? runtime.setting("Empty")) ?? "?")")
        }
        _ = client.events.changed.subscribe { event in
            notes.add("changed \(event.changes) \((try? runtime.setting("Empty")) ?? "?")")
        }
        try runtime.setStatus(.ready, until: .forever)
        try client.endpoint.announce(.mill)
        try client.endpoint.announce(.mill.with("Empty", "full"))
        let changes = [RoleEnvironmentChange.configurationSetting(name: "Empty")]
        #expect(notes.first(2) == ["changing \(changes) ", "changed \(changes) full"])
        // A status that was set is set again: so the server knows that each incarnation is accepted.
        #expect(client.endpoint.hears(.accepted(1_001)))
        #expect(client.endpoint.hears(.accepted(1_002)))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a cancelled change asks for a recycle with the new incarnation, and stays out`() throws {
        let client = try Client()
        let notes = Notes()
        _ = client.events.changing.subscribe { $0.cancel() }
        _ = client.events.changed.subscribe { _ in notes.add("changed") }
        _ = try client.runtime.snapshot()
        try client.endpoint.announce(.mill.with("Empty", "full"))
        #expect(client.endpoint.hears(.recycle(1_001)))
        #expect(try client.runtime.setting("Empty").isEmpty)
        // Nothing that is said later takes it back.
        try client.runtime.setStatus(.ready, until: .forever)
        #expect(client.endpoint.leases.map(\.lease.status) == [.recycle])
    }

    @Test(.timeLimit(.minutes(1))) func `the consumer of a stream decides until it goes on`() async throws {
        let client = try Client()
        let endpoint = client.endpoint
        let stream = client.events.changing.stream()
        _ = try client.runtime.snapshot()
        let consumer = Task {
            for await event in stream where event.changes == [.configurationSetting(name: "Empty")] {
                await Task.yield()
                event.cancel()
            }
        }
        try endpoint.announce(.mill.with("Empty", "full"))
        #expect(await Task.detached { endpoint.hears(.recycle(1_001)) }.value)
        consumer.cancel()
        await consumer.value
    }

    @Test(.timeLimit(.minutes(1))) func `a check that says Busy is a lease until the next one, which takes it back`()
        throws
    {
        let client = try Client(checkInterval: .milliseconds(50))
        let endpoint = client.endpoint
        _ = client.events.statusCheck.subscribe { check in
            if endpoint.heard.isEmpty { check.setBusy() }
        }
        try client.runtime.listen()
        #expect(client.endpoint.hears(.status(.busy)))
        #expect(client.endpoint.hears(.status(nil)))
        // The first Busy also accepts the incarnation that it names.
        #expect(client.endpoint.heard == [.status(.busy), .accepted(1_000), .status(nil)])
    }

    @Test(.timeLimit(.minutes(1))) func `the stop is raised once, and Stopped is reported when it has been dealt with`()
        throws
    {
        let client = try Client()
        let endpoint = client.endpoint
        let notes = Notes()
        _ = client.events.stopping.subscribe { _ in notes.add("stopping \(endpoint.heard.contains(.stopped))") }
        _ = try client.runtime.snapshot()
        endpoint.announceStop()
        #expect(endpoint.hears(.stopped))
        #expect(notes.first(1) == ["stopping false"])
        client.events.stop()
        #expect(notes.first(1).count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `a signal that comes beside the stop waits for those who hear of the stop`() {
        let events = RuntimeEvents()
        let notes = Notes()
        let (hasBegun, signal) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        _ = events.stopping.subscribe { _ in
            hasBegun.signal()
            // The signal's thread is on its way meanwhile: it must not be the first to go on.
            _ = signal.wait(timeout: .now() + .milliseconds(50))
            notes.add("stopping")
        }
        DispatchQueue.global().async { events.stop() }
        hasBegun.wait()
        events.stop()
        notes.add("stopped")
        signal.signal()
        #expect(notes.first(2) == ["stopping", "stopped"])
    }

    @Test(.timeLimit(.minutes(1))) func `what was read outlives the server, a report does not`() throws {
        let client = try Client()
        _ = try client.runtime.snapshot()
        client.endpoint.close()
        // What was read stays; a report can not be made.
        #expect(try client.runtime.setting("Empty").isEmpty)
        #expect(throws: RoleEnvironmentError.self) { try client.runtime.requestRecycle() }
    }

    @Test func `where there is no server every question says why`() {
        let connection = RuntimeConnection(endpoint: "/nowhere/version.sock")
        let runtime = EndpointRuntime(connection, RuntimeEvents())
        let error = #expect(throws: RoleEnvironmentError.self) { try runtime.snapshot() }
        #expect(error?.description.hasPrefix("cannot reach the runtime endpoint '/nowhere/version.sock'") == true)
    }

    @Test func `outside a role it is not available, and says so`() {
        // The tests run in no role; the shared choice may have been made by another test.
        let error = #expect(throws: RoleEnvironmentError.self) { try RuntimeChoice().backend() }
        #expect(error?.description.contains("WaRuntimeEndpoint is not set") == true)
    }
}
