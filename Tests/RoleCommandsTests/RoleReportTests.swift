import Foundation
import RoleModel
import RuntimeTesting
import Testing

/// `role set-status`, `clear-status`, `request-recycle` and `wait`.
@Suite struct RoleReportTests {
    private let endpoint: TestEndpoint

    init() throws { endpoint = try TestEndpoint() }

    /// Begins a command beside the test; returns what gives its end.
    private func begin(_ line: String) -> (TimeInterval) -> Spoken? {
        let ended = DispatchSemaphore(value: 0)
        let result = Result()
        let endpoint = endpoint
        let thread = Thread {
            result.spoken = Spoken(line, endpoint)
            ended.signal()
        }
        thread.start()
        return { ended.wait(timeout: .now() + $0) == .success ? result.spoken : nil }
    }

    /// Gives a setting one value after the other until a command has ended: nothing tells when it has read the first.
    private func changing(_ setting: String, until ended: (TimeInterval) -> Spoken?) throws -> Spoken? {
        for number in 0..<200 {
            try endpoint.announce(.mill.with(setting, "straw \(number)"))
            if let spoken = ended(0.1) { return spoken }
        }
        return nil
    }

    private final class Result: @unchecked Sendable { var spoken: Spoken? }

    /// Waits until so many clients are connected.
    private func awaitClients(_ count: Int) {
        while endpoint.clientCount < count { sched_yield() }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a status is there when the command has returned, and is cleared by the same script`() {
        #expect(Spoken("set-status busy", endpoint) == Spoken("set-status busy", endpoint))
        #expect(endpoint.leases.map(\.lease.status) == [.busy])
        #expect(endpoint.leases.first?.lease.expiration.isForever == true)
        #expect(Spoken("set-status ready", endpoint).code == 0)
        #expect(endpoint.leases.map(\.lease.status) == [.started])
        #expect(Spoken("clear-status", endpoint).code == 0)
        #expect(endpoint.leases.isEmpty)
        #expect(Spoken("set-status stopped", endpoint).code == 0)
        #expect(endpoint.hears(.stopped))
    }

    @Test(.timeLimit(.minutes(1))) func `--for is until when it holds, and --client whose it is`() throws {
        #expect(Spoken("set-status busy --for 90s --client pump", endpoint).code == 0)
        #expect(Spoken("set-status busy --for=1.5h", endpoint).code == 0)
        let leases = endpoint.leases
        #expect(leases.count == 2)
        let pump = try #require(leases.first { $0.clientID == "pump" }?.lease.expiration.secondsSinceEpoch)
        #expect(abs(Double(pump) - Date().timeIntervalSince1970 - 90) < 30)
        let other = try #require(leases.first { $0.clientID != "pump" }?.lease.expiration.secondsSinceEpoch)
        #expect(abs(Double(other) - Date().timeIntervalSince1970 - 5_400) < 30)
        #expect(Spoken("clear-status --client pump", endpoint).code == 0)
        #expect(endpoint.leases.count == 1)
    }

    @Test(.timeLimit(.minutes(1))) func `a recycle names the incarnation in force`() {
        #expect(Spoken("request-recycle", endpoint).code == 0)
        #expect(endpoint.hears(.recycle(1_000)))
    }

    @Test(.timeLimit(.minutes(1))) func `wait changed says what has changed, and not what is the same`() throws {
        let spoken = try changing("Queue Name", until: begin("wait changed --timeout 20s"))
        #expect(spoken?.code == 0)
        #expect(spoken?.output == "setting Queue Name\n")
    }

    @Test(.timeLimit(.minutes(1))) func `wait changed misses no change that comes while it begins`() throws {
        // Its third connection comes when the environment has been read: for whatever reason that was the new one's.
        endpoint.announce(.mill.with("Empty", "full"), atConnection: 3)
        #expect(Spoken("wait changed --timeout 20s", endpoint).output == "setting Empty\n")
        endpoint.announce(.mill.with("Empty", "full"), atConnection: 3)
        let unseen = Spoken("wait changed --timeout 20s --json", endpoint)
        #expect(unseen.output == "{\"incarnation\":1002,\"changes\":null}\n")
        #expect(unseen.code == 0)
    }

    @Test(.timeLimit(.minutes(1))) func `wait changed --since returns at once when it has been missed`() throws {
        try endpoint.announce(.mill.with("Empty", "full"))
        #expect(
            Spoken("wait changed --since 1000 --json", endpoint).output == "{\"incarnation\":1001,\"changes\":null}\n"
        )
        let spoken = try changing("Empty", until: begin("wait changed --since 1001 --json"))
        #expect(spoken?.code == 0)
        #expect(spoken?.output.hasPrefix("{\"incarnation\":10") == true)
    }

    @Test(.timeLimit(.minutes(1))) func `a wait ends with 75 when its time is up`() {
        let spoken = Spoken("wait changed --timeout 20ms", endpoint)
        #expect(spoken.code == 75)
        #expect(spoken.complaint == "wahostbootstrapper: cannot wait any longer for a change: the time is up\n")
        #expect(Spoken("wait stopping --timeout 0", endpoint).code == 75)
    }

    @Test(.timeLimit(.minutes(1))) func `the stop ends wait stopping with 0 and wait changed with 3`() {
        let stop = begin("wait stopping")
        let change = begin("wait changed")
        awaitClients(2)
        endpoint.announceStop()
        #expect(stop(20)?.code == 0)
        #expect(change(20)?.code == 3)
        #expect(Spoken("wait stopping", endpoint).code == 0)
        #expect(Spoken("wait changed", endpoint).code == 3)
    }

    @Test(.timeLimit(.minutes(1))) func `a wait ends with 69 when the bootstrapper goes`() {
        let stop = begin("wait stopping")
        awaitClients(1)
        endpoint.close()
        let spoken = stop(20)
        #expect(spoken?.code == 69)
        #expect(spoken?.complaint.hasPrefix("wahostbootstrapper: cannot wait for the stop: the bootstrapper") == true)
    }
}
