import Dispatch
import Foundation
import Testing

@testable import HostChannel

/// A host with a role library, at the other end of a channel whose server the test holds.
final class HostedRole: @unchecked Sendable {
    let process: HostProcess
    private let queue = DispatchQueue(label: "host-channel-test")
    private let server: HostChannelServer
    private let end: AsyncStream<HostNews>.Continuation
    private var news: AsyncStream<HostNews>.AsyncIterator

    /// Starts the host; nothing has been ordered yet.
    init(_ library: Result<String, any Error> = RoleLibraries.role) throws {
        let path = try library.get()
        let (stream, continuation) = AsyncStream.makeStream(of: HostNews.self)
        let queue = queue
        let server = try queue.sync { () throws in
            try HostChannelServer(queue: queue) { continuation.yield($0) }
        }
        let hostEnd = queue.sync { server.hostEnd }
        process = try HostProcess(["--library", path], channel: hostEnd)
        queue.sync { server.hostHasStarted() }
        self.server = server
        end = continuation
        news = stream.makeAsyncIterator()
    }

    deinit { queue.sync { server.close() } }

    static func data(_ settings: [String: String]) -> RoleData {
        var all = settings
        all["Greeting"] = settings["Greeting"] ?? "hello"
        return RoleData(
            instanceID: "Worker_IN_0",
            roleName: "Worker",
            deploymentID: "d",
            settings: all.sorted { $0.key < $1.key }.map { RoleData.Entry($0.key, $0.value) }
        )
    }

    /// Starts a host and its role, and comes back when the role is Ready.
    static func running(_ settings: [String: String] = [:]) async throws -> HostedRole {
        let role = try HostedRole()
        try role.order(.start(data(settings)))
        await role.expect(
            .hello(version: 1, name: "waworkerhost"),
            .starting,
            .log(.information, "onStart of Worker_IN_0"),
            .ready
        )
        return role
    }

    func order(_ order: HostOrder) throws {
        try queue.sync { () throws in try server.order(order) }
    }

    /// Ends the channel, as a bootstrapper that dies does.
    func hangUp() { queue.sync { server.close() } }

    /// The next thing that the host says; nil when it has said everything.
    func next() async -> HostNews? { await news.next() }

    func expect(_ expected: HostNews..., at location: SourceLocation = #_sourceLocation) async {
        for each in expected { #expect(await next() == each, sourceLocation: location) }
    }

    /// Waits for the end of the process, takes its last words, and expects nothing more after these.
    func expectEnd(
        _ expected: HostEnd,
        after last: HostNews...,
        at location: SourceLocation = #_sourceLocation
    ) async {
        let how = await process.ended()
        queue.sync { server.finish() }
        end.finish()
        for each in last { #expect(await next() == each, sourceLocation: location) }
        #expect(await next() == nil, sourceLocation: location)
        #expect(how == expected, sourceLocation: location)
    }
}
