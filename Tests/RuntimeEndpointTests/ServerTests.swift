import Foundation
import RuntimeProtocol
import Testing

@testable import RuntimeEndpoint

@Suite(.timeLimit(.minutes(1))) struct ServerTests {
    private func report(_ endpoint: TestEndpoint, _ client: String, _ change: StatusLeaseReport.Change) throws {
        _ = try endpoint.sockets()
        let report = StatusLeaseReport(clientID: client, change: change)
        try Stream(socket: endpoint.folder + "/state.sock").write(report.xml())
    }

    private func acquire(
        _ status: ReportedStatus,
        _ incarnation: UInt64 = 1_000,
        for duration: Duration? = nil
    )
        -> StatusLeaseReport.Change
    {
        let end = duration.map { LeaseClock.now.advanced(by: $0) } ?? .forever
        return .acquire(StatusLease(incarnation: incarnation, status: status, expiration: end))
    }

    @Test func `a lease that is not renewed expires, and then nothing wakes the server`() throws {
        let endpoint = try TestEndpoint()
        try report(endpoint, "a", acquire(.busy, for: .milliseconds(200)))
        try endpoint.wait(for: "status Busy")
        try endpoint.wait(for: "status none")
        #expect(!endpoint.look { $0.clock.hasTimer })
    }

    @Test func `a lease without end has no timer`() throws {
        let endpoint = try TestEndpoint()
        try report(endpoint, "a", acquire(.busy))
        try endpoint.wait(for: "status Busy")
        #expect(!endpoint.look { $0.clock.hasTimer })
    }

    @Test func `the least ready of several clients is what counts, until its lease ends`() throws {
        let endpoint = try TestEndpoint()
        try report(endpoint, "a", acquire(.started))
        try endpoint.wait(for: "status Started")
        try report(endpoint, "b", acquire(.busy))
        try endpoint.wait(for: "status Busy")
        try report(endpoint, "b", .release)
        try endpoint.wait(for: "status Started", count: 2)
        endpoint.look { $0.forgetLeases() }
        #expect(endpoint.events.last == "status none")
    }

    @Test func `clients with a lease are waited for, and only they`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        try endpoint.wait(for: "answered 1000")
        try report(endpoint, "a", acquire(.busy))
        try report(endpoint, "b", acquire(.started))
        try endpoint.wait(for: "accepted b")
        try endpoint.announce()
        try report(endpoint, "a", acquire(.busy, 1_001))
        try endpoint.wait(for: "accepted a 1001")
        #expect(endpoint.look { $0.clientsAwaited } == ["b"])
        #expect(!endpoint.events.contains("answered 1001"))
        try report(endpoint, "b", .release)
        try endpoint.wait(for: "answered 1001")
    }

    @Test func `a lease that had expired before it came is refused with a reason`() throws {
        let endpoint = try TestEndpoint()
        try report(endpoint, "a\n", acquire(.busy, for: .seconds(-5)))
        #expect(try endpoint.wait(for: "refusal").hasSuffix("client 'a?': it had expired before it came"))
    }

    @Test func `a process that is none of the role's own gets nothing, and is told of`() throws {
        let endpoint = try TestEndpoint(permits: false)
        try endpoint.announce()
        _ = try endpoint.sockets()
        for name in ["version", "goal", "state"] {
            #expect(try Stream(socket: endpoint.folder + "/\(name).sock").readAll().isEmpty)
        }
        try endpoint.wait(for: "refusal cannot let process \(getpid()) of user \(getuid())", count: 3)
        #expect(endpoint.look { $0.clientCount } == 0)
    }

    @Test func `modes let in the owner only`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        _ = (try endpoint.sockets(), try endpoint.fifos())
        let expected: [String: mode_t] = [
            "": 0o700, "/version.sock": 0o600, "/goal.sock": 0o600, "/state.sock": 0o600, "/role.xml": 0o400,
            "/fifo-host": 0o700, "/fifo-host/version": 0o400, "/fifo-host/goal": 0o400, "/fifo-host/state": 0o200,
        ]
        for (name, mode) in expected { #expect(try status(endpoint.folder + name).st_mode & 0o777 == mode, "\(name)") }
    }

    @Test(.enabled(if: getuid() == 0))
    func `the role user gets in, other users do not, and the folder is neither's`() throws {
        let endpoint = try TestEndpoint(owner: RuntimeOwner(uid: 65_534, gid: 65_534))
        try endpoint.announce()
        _ = (try endpoint.sockets(), try endpoint.fifos("x y/z"))
        let folder = try status(endpoint.folder)
        #expect(folder.st_uid == 0 && folder.st_gid == 65_534 && folder.st_mode & 0o777 == 0o710)
        for name in ["version.sock", "goal.sock", "state.sock", "role.xml", "fifo-x%20y%2fz/version"] {
            #expect(try status(endpoint.folder + "/" + name).st_uid == 65_534)
        }
        let set = endpoint.folder + "/fifo-x%20y%2fz"
        let script = "cat \(set)/version \(endpoint.environmentPath) && echo garbage > \(set)/state"
        #expect(try exitCode(of: script, uid: 65_534, gid: 65_534) == 0)
        try endpoint.wait(for: "refusal cannot read the CurrentState document")
        for (uid, gid) in [(65_533, 65_533), (65_533, 65_534)] {
            #expect(try exitCode(of: "cat \(set)/version", uid: uid, gid: gid) != 0)
            #expect(try exitCode(of: "cat \(endpoint.environmentPath)", uid: uid, gid: gid) != 0)
        }
    }

    private func exitCode(of script: String, uid: Int, gid: Int) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/setpriv")
        process.arguments = ["--reuid=\(uid)", "--regid=\(gid)", "--clear-groups", "/bin/sh", "-c", script]
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    @Test func `what a predecessor left is replaced, and nothing is left in the end`() throws {
        let endpoint = try TestEndpoint()
        let folder = endpoint.folder
        for name in ["version.sock", "role.xml.next", "fifo-host/version"] {
            let path = folder + "/" + name
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true
            )
            try Data("old".utf8).write(to: URL(filePath: path))
        }
        try endpoint.announce()
        #expect(try Client.java.discover(endpoint.fifos()) == folder + "/fifo-host/goal")
        #expect(try Client.node.discover(endpoint.sockets()) == folder + "/goal.sock")
        endpoint.look { $0.close() }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `sockets go to a short folder when the path is too long, FIFOs stay`() throws {
        let endpoint = try TestEndpoint(name: String(repeating: "x", count: 80))
        try endpoint.announce()
        let version = try endpoint.sockets()
        let short = try #require(endpoint.look { $0.socketFolder })
        #expect(short != endpoint.folder && version == short + "/version.sock" && version.utf8.count <= 107)
        let state = try Client.node.nextGoalState(Client.node.openGoalState(Client.node.discover(version)))
        #expect(state.roleEnvironmentPath == endpoint.environmentPath)
        #expect(try Client.java.discover(endpoint.fifos()) == endpoint.folder + "/fifo-host/goal")
        endpoint.look { $0.close() }
        #expect(!FileManager.default.fileExists(atPath: short))
    }

    @Test func `a role environment that can not be written is not announced`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        // A folder of the file's name can not be replaced by a file.
        try FileManager.default.removeItem(atPath: endpoint.environmentPath)
        try FileManager.default.createDirectory(
            atPath: endpoint.environmentPath + "/x",
            withIntermediateDirectories: true
        )
        let failure = #expect(throws: RuntimeEndpointFailure.self) { try endpoint.announce() }
        #expect(failure?.description.hasPrefix("cannot write the role environment file '") == true)
        #expect(endpoint.look { $0.goalState?.incarnation } == 1_000)
    }

    @Test func `a removed FIFO set is gone, and the same name can be had again`() throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce()
        let version = try endpoint.fifos()
        #expect(try endpoint.fifos() == version)
        let held = try Client.java.openGoalState(Client.java.discover(version))
        _ = try Client.java.nextGoalState(held)
        endpoint.look { $0.removeFIFOSet(for: "host") }
        #expect(try held.read().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: version))
        _ = try Client.java.discover(endpoint.fifos())
    }

    @Test func `the folder must be a folder of our own`() throws {
        let file = "/tmp/wahost-f-\(UUID().uuidString.prefix(8))"
        try Data().write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        #expect(throws: RuntimeEndpointFailure.self) {
            try RuntimeEndpointServer(folder: file, queue: DispatchQueue(label: "x")) { _ in true }
        }
        #expect(throws: RuntimeEndpointFailure.self) {
            try RuntimeEndpointServer(folder: "/nowhere/at/all", queue: DispatchQueue(label: "x")) { _ in true }
        }
    }

    @Test func `refusals are told at a bounded rate, with the number of those left out`() {
        var log = RefusalLog()
        let start = ContinuousClock.now
        let told = (0..<100).compactMap { log.text(for: "\($0)", now: start) }
        #expect(told.count == RefusalLog.burst)
        #expect(log.text(for: "x", now: start + .seconds(1)) == "x; 90 more before it are not shown")
        #expect(log.text(for: "y", now: start + .seconds(1)) == nil)
    }

    private func status(_ path: String) throws -> stat {
        var status = stat()
        try #require(lstat(path, &status) == 0, "\(path)")
        return status
    }
}
