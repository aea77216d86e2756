import Dispatch
import Foundation
import RoleModel
import RuntimeProtocol
import Testing

@testable import RuntimeEndpoint

/// A server in a folder of its own, which notes everything that it calls back.
final class TestEndpoint: @unchecked Sendable {
    let parent: String
    let queue = DispatchQueue(label: "runtime-test")
    let server: RuntimeEndpointServer
    private let notes = Notes()

    var folder: String { parent + "/run" }
    var environmentPath: String { folder + "/role.xml" }

    /// Makes the server; the name is a part of its folder's, and `permits` says whether this process may connect.
    init(name: String = "r", owner: RuntimeOwner? = nil, permits: Bool = true) throws {
        parent = "/tmp/wahost-\(name)-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        let (folder, queue) = (parent + "/run", queue)
        server = try queue.sync {
            try RuntimeEndpointServer(folder: folder, queue: queue, owner: owner) { permits || $0.pid != getpid() }
        }
        queue.sync {
            server.onStatus = { [notes] in notes.add("status \($0?.rawValue ?? "none")") }
            server.onRecycle = { [notes] in notes.add("recycle \($0) \($1)") }
            server.onAccepted = { [notes] in notes.add("accepted \($0) \($1)") }
            server.onAnswered = { [notes] in notes.add("answered \($0)") }
            server.onStopped = { [notes] in notes.add("stopped \($0)") }
            server.onRefusal = { [notes] in notes.add("refusal \($0)") }
        }
    }

    deinit {
        let server = server
        queue.sync { server.close() }
        try? FileManager.default.removeItem(atPath: parent)
    }

    /// What has been called back, in order.
    var events: [String] { notes.all }

    /// What the queue sees.
    func look<Value: Sendable>(_ body: (RuntimeEndpointServer) throws -> Value) rethrows -> Value {
        try queue.sync { try body(server) }
    }

    func sockets() throws -> String { try look { try $0.socketSet() } }

    func fifos(_ name: String = "host") throws -> String { try look { try $0.fifoSet(for: name) } }

    /// Announces an environment in which one setting has this value.
    @discardableResult
    func announce(_ value: String = "grain") throws -> UInt64 {
        try look { try $0.announce(TestEndpoint.environment(value)) }
    }

    static func environment(_ value: String) -> RoleEnvironmentDocument {
        var document = RoleEnvironmentDocument(
            deploymentID: "3f1c9a70b2d84e6f9b0d1c2a7e5f4d11",
            isEmulated: false,
            roleName: "Mill",
            currentInstance: .init(id: "Mill_IN_0", faultDomain: 0, updateDomain: 0)
        )
        document.settings = [.init(name: "QueueName", value: value)]
        return document
    }

    func environment() throws -> RoleEnvironmentDocument {
        try RoleEnvironmentDocument(xml: Array(Data(contentsOf: URL(filePath: environmentPath))))
    }

    /// Waits until this has been called back (or something that begins so), and returns it.
    @discardableResult
    func wait(for event: String, count: Int = 1) throws -> String {
        let found = notes.wait(for: event, count: count)
        return try #require(found, "\(event) did not come; there was \(events)")
    }

    /// The goal-state chunk of this server, as the description has it.
    func chunk(_ incarnation: UInt64, _ state: String = "Started", currentState: String) -> String {
        let document =
            #"<?xml version="1.0" encoding="utf-8"?><GoalState xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">"#
            + "<Incarnation>\(incarnation)</Incarnation><ExpectedState>\(state)</ExpectedState>"
            + "<RoleEnvironmentPath>\(environmentPath)</RoleEnvironmentPath>"
            + "<CurrentStateEndpoint>\(currentState)</CurrentStateEndpoint>"
            + "<Deadline>9999-12-31T23:59:59.9999999</Deadline></GoalState>"
        return String(document.utf8.count, radix: 16) + "\r\n" + document + "\r\n"
    }

    /// The discovery document of this server, as the description has it.
    static func discovery(_ goal: String) -> String {
        #"<?xml version="1.0" encoding="utf-8"?><RuntimeServerDiscovery xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><RuntimeServerEndpoints><RuntimeServerEndpoint version="2011-03-08" path=""#
            + goal + #"" /></RuntimeServerEndpoints></RuntimeServerDiscovery>"#
    }
}

/// What has been called back; it outlives its endpoint, whose end must not come on the endpoint's own queue.
private final class Notes: @unchecked Sendable {
    private let condition = NSCondition()
    private var noted: [String] = []

    var all: [String] { condition.withLock { noted } }

    func add(_ event: String) {
        condition.withLock {
            noted.append(event)
            condition.broadcast()
        }
    }

    func wait(for event: String, count: Int) -> String? {
        let limit = Date(timeIntervalSinceNow: 20)
        condition.lock()
        defer { condition.unlock() }
        while true {
            let found = noted.filter { $0.hasPrefix(event) }
            if found.count >= count, let last = found.last { return last }
            guard condition.wait(until: limit) else { return nil }
        }
    }
}
