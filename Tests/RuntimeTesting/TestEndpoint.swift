import Dispatch
import Foundation
import RoleModel
import RuntimeEndpoint
import RuntimeProtocol

/// The real server of the runtime endpoint, for clients under test.
public final class TestEndpoint: @unchecked Sendable {
    /// What `WaRuntimeEndpoint` names.
    public enum Transport: String, CaseIterable, Sendable {
        case sockets
        case fifos
    }

    /// What the server has heard.
    public enum News: Hashable, Sendable {
        case status(ReportedStatus?)
        case recycle(UInt64)
        case accepted(UInt64)
        case stopped
        case refusal(String)
    }

    /// What `WaRuntimeEndpoint` is.
    public let path: String
    /// The folder that it lies in.
    public let folder: String
    private let queue = DispatchQueue(label: "test endpoint")
    private let server: RuntimeEndpointServer
    private let condition = NSCondition()
    private var news: [News] = []

    /// Serves a role environment.
    public init(_ transport: Transport = .sockets, _ environment: RoleEnvironmentDocument = .mill) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/wa-\(UUID().uuidString.prefix(8))"
        self.folder = folder
        let queue = queue
        let permission = Permission()
        (server, path) = try queue.sync {
            let server = try RuntimeEndpointServer(folder: folder, queue: queue) { _ in permission.ask() }
            let path = try transport == .sockets ? server.socketSet() : server.fifoSet(for: "client")
            try server.announce(environment)
            return (server, path)
        }
        self.permission = permission
        queue.sync { listen() }
    }

    private final class Permission: @unchecked Sendable {
        var isGiven = true
        var connections = 0
        var surprise: (connection: Int, body: () -> Void)?

        func ask() -> Bool {
            connections += 1
            if let surprise, surprise.connection == connections { surprise.body() }
            return isGiven
        }
    }

    private let permission: Permission

    deinit {
        // The last owner may be a callback on the queue itself.
        let server = server
        queue.async { server.close() }
    }

    /// The environment of a process that uses it.
    public var environment: [String: String] { ["WaRuntimeEndpoint": path] }

    /// Refuses everybody from now on.
    public func refuseAll() { queue.sync { permission.isGiven = false } }

    /// Ends the service.
    public func close() { queue.sync { server.close() } }

    /// Announces another role environment.
    @discardableResult public func announce(_ environment: RoleEnvironmentDocument) throws -> UInt64 {
        try queue.sync { try server.announce(environment) }
    }

    /// Announces another role environment in the moment in which a client connects for this time, from now on.
    public func announce(_ environment: RoleEnvironmentDocument, atConnection number: Int) {
        queue.sync {
            permission.connections = 0
            permission.surprise = (number, { [weak server] in _ = try? server?.announce(environment) })
        }
    }

    /// Announces the stop.
    @discardableResult public func announceStop() -> UInt64 { queue.sync { server.announceStop() } }

    /// The leases that are held.
    public var leases: [LeaseTable.Entry] { queue.sync { server.leases.entries } }

    /// How many clients are connected.
    public var clientCount: Int { queue.sync { server.clientCount } }

    /// All that was heard so far.
    public var heard: [News] { condition.withLock { news } }

    /// Waits until something has been heard, from the beginning on; returns whether it has been within 20 s.
    public func hears(_ wanted: News, atLeast count: Int = 1) -> Bool {
        let end = Date().addingTimeInterval(20)
        return condition.withLock {
            while news.filter({ $0 == wanted }).count < count {
                guard condition.wait(until: end) else { return false }
            }
            return true
        }
    }

    private func listen() {
        server.onStatus = { [weak self] in self?.hear(.status($0)) }
        server.onRecycle = { [weak self] _, incarnation in self?.hear(.recycle(incarnation)) }
        server.onAccepted = { [weak self] _, incarnation in self?.hear(.accepted(incarnation)) }
        server.onStopped = { [weak self] _ in self?.hear(.stopped) }
        server.onRefusal = { [weak self] in self?.hear(.refusal($0)) }
    }

    private func hear(_ item: News) {
        condition.withLock {
            news.append(item)
            condition.broadcast()
        }
    }
}
