import Foundation
import Testing

@testable import StatusListener

@Suite(.timeLimit(.minutes(1))) struct BalancerTests {
    @Test(
        arguments: [
            (AgentState.ready, "ready up\n"), (.drain, "drain\n"), (.maint, "maint\n"), (.down(""), "down\n"),
            (.down("host é\nmaint"), "down #host ???maint\n"),
        ]
    )
    func `the agent-check is told one line at once, and the end`(state: AgentState, line: String) throws {
        let test = try TestListener()
        test.change { $0.agentState = state }
        #expect(try RawClient(port: test.agent).readAll() == line)
        let talkative = try RawClient(port: test.agent)
        talkative.send("status please\n")
        #expect(talkative.readAll() == line)
    }

    @Test(arguments: ["GET / HTTP/1.1\r\n\r\n", "\u{0}", "anything"])
    func `Azure's probe is answered 200 while Ready, whatever it sends, and not at all otherwise`(sent: String) throws {
        let test = try TestListener()
        let client = try RawClient(port: test.azure)
        client.send(sent)
        let answer = client.readAll()
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/html\r\nDate: "))
        #expect(answer.hasSuffix(" GMT\r\n\r\nOK"))
        test.change { $0.isReady = false }
        let refused = try RawClient(port: test.azure)
        refused.send(sent)
        #expect(refused.readAll() == "")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/sbin/haproxy")))
    func `a real haproxy follows the agent-check to drain, down and back`() throws {
        let test = try TestListener()
        let proxy = try HAProxy(agent: test.agent, backend: test.http)
        defer { proxy.end() }
        for state in [AgentState.drain, .ready, .down("host lost"), .ready, .maint, .ready] {
            test.change { $0.agentState = state }
            let expected =
                switch state {
                case .ready: "UP"
                case .drain: "DRAIN (agent)"
                case .maint: "MAINT"
                case .down: "DOWN (agent)"
                }
            #expect(try proxy.waits(for: expected), "\(state)")
        }
    }
}

/// A real haproxy with one server, on a free port and a Unix socket.
private final class HAProxy {
    private let process = Process()
    private let folder = "/tmp/wahost-h-\(UUID().uuidString.prefix(8))"

    init(agent: UInt16, backend: UInt16) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let configuration = """
            global
              stats socket \(folder)/s mode 600 level admin
            defaults
              mode http
              timeout connect 1s
              timeout client 5s
              timeout server 5s
            frontend f
              bind unix@\(folder)/f
              default_backend b
            backend b
              option httpchk GET /ready
              server one 127.0.0.1:\(backend) check inter 100ms agent-check agent-port \(agent) agent-inter 100ms

            """
        try configuration.write(toFile: folder + "/cfg", atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: "/usr/sbin/haproxy")
        process.arguments = ["-db", "-f", folder + "/cfg"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Asks until the server is in a state; for at most 20 s.
    func waits(for state: String) throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if let client = try? RawClient(path: folder + "/s") {
                client.send("show stat\n")
                let line = client.readAll().split(separator: "\n").first { $0.hasPrefix("b,one,") }
                if line?.split(separator: ",", omittingEmptySubsequences: false)[17] == state[...] { return true }
            }
            poll(nil, 0, 50)
        }
        return false
    }

    func end() {
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: folder)
    }
}
