import Foundation
import RuntimeTesting
import Testing

/// The examples in Swift, shell and Python: start, Busy, change accepted, change cancelled, recycle requested, stop.
@Suite struct TalkingRolesTests {
    /// An example, its program, and what it is spoken to over.
    struct Example: CustomTestStringConvertible, Sendable {
        let folder: String
        let program: String
        let transport: TestEndpoint.Transport

        var testDescription: String { "\(folder) over \(transport)" }
    }

    static let all = [
        Example(folder: "shell-role", program: "worker.sh", transport: .sockets),
        Example(folder: "python-role", program: "worker.py", transport: .sockets),
        Example(folder: "python-role", program: "worker.py", transport: .fifos),
        Example(folder: "swift-role", program: "start.sh", transport: .sockets),
        Example(folder: "swift-role", program: "start.sh", transport: .fifos),
    ]

    @Test(.timeLimit(.minutes(1)), arguments: all)
    func `a role that talks back starts, is Busy, takes and cancels changes, asks for a recycle and stops`(
        example: Example
    ) throws {
        let role = try TalkingRole(example.folder, example.program, example.transport)
        // Start: Busy first, then Ready.
        try #require(role.endpoint.hears(.status(.busy)))
        try #require(role.endpoint.hears(.status(.started)))
        try #require(role.prints("starting in deployment 3f1c9a70, gossip at 127.0.0.1:7400"))
        try #require(role.prints("ready: Hello"))
        #expect(role.endpoint.heard.first == .status(.busy))
        #expect(FileManager.default.fileExists(atPath: role.scratch.path + "/local"))
        // A change that is accepted, and after which it is Ready again.
        let greeted = role.document.with("Greeting", "Good evening")
        try role.endpoint.announce(greeted)
        #expect(role.prints("accepted: Good evening"))
        #expect(role.endpoint.hears(.accepted(1_001)))
        #expect(role.endpoint.hears(.status(.started), atLeast: 2))
        // Busy until another change.
        try role.endpoint.announce(greeted.with("Mood", "busy"))
        #expect(role.prints("busy until the mood changes"))
        #expect(role.endpoint.hears(.accepted(1_002)))
        // One that it does not accept while it runs.
        try role.endpoint.announce(greeted.with("Workers", "3"))
        #expect(role.prints("cancelled: Workers needs a fresh start"))
        #expect(role.endpoint.hears(.recycle(1_003)))
        // The stop.
        role.endpoint.announceStop()
        #expect(role.prints("stopping"))
        #expect(role.prints("stopped"))
        #expect(role.endpoint.hears(.stopped))
        #expect(role.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: all)
    func `a role that talks back asks for a recycle by itself`(example: Example) throws {
        let role = try TalkingRole(example.folder, example.program, example.transport)
        try #require(role.prints("ready: Hello"))
        try role.endpoint.announce(role.document.with("Mood", "recycle"))
        #expect(role.prints("recycle requested"))
        #expect(role.endpoint.hears(.recycle(1_001)))
        role.endpoint.announceStop()
        #expect(role.prints("stopped"))
        #expect(role.end() == 0)
    }

    @Test(.timeLimit(.minutes(1))) func `the Swift role says Busy at a StatusCheck while its folder is full`() throws {
        let role = try TalkingRole("swift-role", "start.sh", .sockets)
        try #require(role.prints("ready: Hello"))
        try Data().write(to: role.scratch.appending(path: "local/full"))
        #expect(role.endpoint.hears(.status(.busy), atLeast: 2))
        role.endpoint.announceStop()
        #expect(role.end() == 0)
    }
}
