import Foundation
import Glibc
import RuntimeClient
import RuntimeProtocol
import RuntimeTesting
import Testing

/// What the client says when there is nobody, or somebody odd.
@Suite struct RuntimeClientFailureTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "client-\(UUID().uuidString)")

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    /// Returns the failure of asking what is at a path.
    private func failure(
        at path: String,
        limit: Duration = .seconds(5)
    ) -> RuntimeClientFailure? {
        do throws(RuntimeClientFailure) {
            _ = try RuntimeConnection(endpoint: path, limit: limit).currentGoalState()
            return nil
        } catch { return error }
    }

    private func file(_ name: String, _ content: String) throws -> String {
        let url = folder.appending(path: name)
        try Data(content.utf8).write(to: url)
        return url.path
    }

    @Test func `without WaRuntimeEndpoint it says that this is no role`() throws {
        for environment in [[:], ["WaRuntimeEndpoint": ""]] {
            let failure = #expect(throws: RuntimeClientFailure.self) {
                try RuntimeConnection(environment: environment)
            }
            #expect(failure?.kind == .notInRole)
            #expect(
                failure?.description
                    == "cannot find the runtime endpoint: WaRuntimeEndpoint is not set; run this inside "
                    + "a role that 'wahostbootstrapper run' has started, with its environment"
            )
        }
    }

    @Test func `an endpoint that has gone is named, with the system's reason`() throws {
        let gone = failure(at: "/nowhere/version.sock")
        #expect(gone?.kind == .unreachable)
        #expect(gone?.what == "cannot reach the runtime endpoint '/nowhere/version.sock'")
        #expect(gone?.why == "No such file or directory")
        #expect(failure(at: folder.path)?.kind == .unreachable)
    }

    @Test(.timeLimit(.minutes(1))) func `a server that refuses this process is told from one that is not there`() throws
    {
        let endpoint = try TestEndpoint()
        endpoint.refuseAll()
        let refused = failure(at: endpoint.path)
        #expect(refused?.kind == .unreachable)
        #expect(refused?.description.contains("only processes of the role may use it") == true)
    }

    @Test func `a document that is none, and a version that is another, are told apart`() throws {
        #expect(failure(at: try file("text", "hello"))?.kind == .malformed)
        #expect(failure(at: try file("large", String(repeating: "x", count: 70_000)))?.kind == .malformed)
        let other = DiscoveryDocument(endpoints: [.init(version: "2099-01-01", path: "/x")])
        let version = failure(at: try file("other", String(decoding: other.xml(), as: UTF8.self)))
        #expect(version?.kind == .versionNotSupported)
        #expect(version?.why == "it lists '2099-01-01', and this program knows 2011-03-08 only")
    }

    @Test func `garbage, and an end, in place of the goal state are failures`() throws {
        for (name, content) in [("garbage", "zz\r\n"), ("huge", "fffffff0\r\n"), ("xml", "4\r\n<a/>\r\n")] {
            let goal = try file(name, content)
            let document = DiscoveryDocument(goalStatePath: goal).xml()
            let version = try file("version-\(name)", String(decoding: document, as: UTF8.self))
            #expect(failure(at: version)?.kind == .malformed, "\(name)")
        }
        let empty = DiscoveryDocument(goalStatePath: try file("empty", "")).xml()
        #expect(failure(at: try file("version-empty", String(decoding: empty, as: UTF8.self)))?.kind == .unreachable)
    }

    @Test(.timeLimit(.minutes(1))) func `a FIFO and a socket without a server that answers are late, not for ever`()
        throws
    {
        let fifo = folder.appending(path: "fifo").path
        #expect(mkfifo(fifo, 0o600) == 0)
        let late = failure(at: fifo, limit: .milliseconds(50))
        #expect(late?.kind == .late)
        #expect(late?.why == "no answer within 0.05 seconds")
        let path = folder.appending(path: "silent.sock").path
        let listener = try #require(silentListener(path))
        defer { Glibc.close(listener) }
        #expect(failure(at: path, limit: .milliseconds(50))?.kind == .late)
    }

    @Test(.timeLimit(.minutes(1))) func `a report to a FIFO that nobody reads is late`() throws {
        let fifo = folder.appending(path: "state").path
        #expect(mkfifo(fifo, 0o600) == 0)
        let goalState = GoalState(
            incarnation: 1,
            expectedState: .started,
            roleEnvironmentPath: "",
            currentStateEndpoint: fifo
        )
        let connection = RuntimeConnection(endpoint: "/unused", limit: .milliseconds(50))
        do throws(RuntimeClientFailure) {
            try connection.report(.busy, in: goalState)
            Issue.record("nobody can have read it")
        } catch { #expect(error.kind == .late) }
    }

    private func silentListener(_ path: String) -> Int32? {
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        return bound == 0 && listen(listener, 1) == 0 ? listener : nil
    }
}
