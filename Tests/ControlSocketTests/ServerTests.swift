import Foundation
import JSONText
import Testing

@testable import ControlSocket

/// The server, against honest and hostile clients.
@Suite struct ServerTests {
    /// More than the sockets of a client hold that does not read; making much more takes a busy machine seconds.
    private static let padding = 500_000
    private static let status = #"{"version":1,"command":"status"}"# + "\n"
    private static let answer = #"{"version":1,"command":"status","pad":""}"#

    private func code(_ line: String?) throws -> String? {
        let json = try JSON(bytes: Array((line ?? "").utf8))
        return json["error"]?["code"]?.text
    }

    @Test(.timeLimit(.minutes(1)))
    func `requests of one connection are answered in order`() throws {
        let test = try TestServer()
        let client = try RawClient(test.path)
        client.send(Self.status + #" { "command" : "check", "version" : 1, "later":[1,{}] } "# + "\r\n" + Self.status)
        client.endSending()
        let lines = client.readAll().split(separator: "\n").map(String.init)
        #expect(lines == [Self.answer, Self.answer.replacing("status", with: "check"), Self.answer])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a hundred requests in one write are all answered`() throws {
        let test = try TestServer()
        let client = try RawClient(test.path)
        client.send(String(repeating: Self.status, count: 100))
        client.endSending()
        #expect(client.readAll().split(separator: "\n").count == 100)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("\n", "malformed"), ("GET / HTTP/1.1\r\n", "malformed"), ("\u{0}\u{1}\u{2}\n", "malformed"),
            ("[]\n", "malformed"), ("{\"version\":1,\"command\":\"status\"", "malformed"),
            (Sent(String(repeating: "[", count: 60_000) + "\n"), "malformed"),
            ("{\"version\":1,\"version\":1,\"command\":\"status\"}\n", "malformed"),
            ("{}\n", "unsupportedVersion"), ("{\"version\":2,\"command\":\"status\"}\n", "unsupportedVersion"),
            ("{\"version\":1e0,\"command\":\"status\"}\n", "unsupportedVersion"),
            ("{\"version\":1}\n", "unknownCommand"), ("{\"version\":1,\"command\":\"explode\"}\n", "unknownCommand"),
            ("{\"version\":1,\"command\":\"recycle\"}\n", "notPossible"),
            (Sent(String(repeating: "x", count: 65_537) + "\n"), "tooLong"),
            (Sent(String(repeating: " ", count: 70_000)), "tooLong"),
        ]
    )
    func `what is no request is answered with what is wrong with it`(text: Sent, expected: String) throws {
        let test = try TestServer()
        let client = try RawClient(test.path)
        client.send(text.text)
        client.endSending()
        #expect(try code(client.readLine()) == expected)
        #expect(client.readLine() == nil)
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a request of exactly 64 KiB is taken`() throws {
        let test = try TestServer()
        let client = try RawClient(test.path)
        let request = Self.status.dropLast()
        client.send(request + String(repeating: " ", count: ControlRequest.mostBytes - request.utf8.count) + "\n")
        #expect(client.readLine() == Self.answer)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an endless stream is cut off`() throws {
        let test = try TestServer()
        let client = try RawClient(test.path)
        let megabytes = String(repeating: "x", count: 4 << 20)
        #expect(client.send(megabytes) < 4 << 20)
        #expect(test.look { $0?.count } == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `200 clients at once are all answered`() throws {
        let test = try TestServer()
        let clients = try (0..<200).map { _ in try RawClient(test.path) }
        for client in clients { client.send(Self.status) }
        for client in clients.reversed() {
            client.endSending()
        }
        for client in clients { #expect(client.readAll() == Self.answer + "\n") }
        #expect(test.look { $0?.count } == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `200 silent clients keep nobody from being answered`() throws {
        var limits = ControlLimits()
        limits.silence = .seconds(600)
        limits.silenceWhenFull = .milliseconds(50)
        let test = try TestServer(limits: limits)
        let silent = try (0..<200).map { _ in try RawClient(test.path) }
        for client in silent.prefix(100) { client.send("{\"version\":1,") }
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
        #expect(silent.first?.readLine() == nil)
        #expect((test.look { $0?.count } ?? 65) <= ControlServer.mostClients)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a silent client is dropped, one with half a line too, and then there is no timer`() throws {
        var limits = ControlLimits()
        limits.silence = .milliseconds(20)
        let test = try TestServer(limits: limits)
        let silent = try RawClient(test.path)
        let half = try RawClient(test.path)
        half.send("{")
        #expect(silent.readLine() == nil)
        #expect(half.readLine() == nil)
        #expect(test.look { $0?.count } == 0)
        #expect(test.look { $0?.hasTimer } == false)
    }

    @Test(.timeLimit(.minutes(1)))
    func `whoever does not read holds up nobody, and gets the whole answer when he does`() throws {
        // Making these answers may take a busy machine longer than a client may usually be silent.
        var limits = ControlLimits()
        limits.silence = .seconds(60)
        let test = try TestServer(limits: limits, padding: Self.padding)
        let slow = try RawClient(test.path)
        slow.send(Self.status + Self.status)
        for _ in 0..<3 { _ = try ControlClient(path: test.path).ask(.check) }
        #expect(slow.readLine()?.utf8.count == Self.answer.utf8.count + Self.padding)
        #expect(slow.readLine()?.utf8.count == Self.answer.utf8.count + Self.padding)
    }

    @Test(.timeLimit(.minutes(1)))
    func `whoever does not read at all is dropped`() throws {
        var limits = ControlLimits()
        limits.silence = .milliseconds(50)
        let test = try TestServer(limits: limits, padding: Self.padding)
        let slow = try RawClient(test.path)
        slow.send(Self.status)
        while test.look({ $0?.count }) != 1 { sched_yield() }
        // Its place is free when the timer that looks after it has gone.
        while test.look({ $0?.hasTimer }) == true || test.look({ $0?.count }) != 0 { sched_yield() }
        #expect(slow.readAll().utf8.count < Self.padding)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a client that leaves in the middle of an answer is forgotten`() throws {
        let test = try TestServer(padding: Self.padding)
        do {
            let client = try RawClient(test.path)
            client.send(Self.status)
            while test.look({ $0?.count }) != 1 { sched_yield() }
        }
        while test.look({ $0?.count }) != 0 { sched_yield() }
        #expect(test.look { $0?.hasTimer } == false)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the client tells who is absent from who refuses and who is silent`() throws {
        let test = try TestServer()
        #expect(throws: ControlClient.Failure.refused(ControlFault(.notPossible, "cannot recycle here"))) {
            try ControlClient(path: test.path).ask(.recycle)
        }
        test.queue.suspend()
        #expect(throws: ControlClient.Failure.silent) {
            try ControlClient(path: test.path, limit: .milliseconds(50)).ask(.check)
        }
        test.queue.resume()
        test.close()
        #expect(throws: ControlClient.Failure.absent("No such file or directory")) {
            try ControlClient(path: test.path).ask(.check)
        }
    }
}

/// What is sent, which may be too long to be shown.
struct Sent: CustomTestStringConvertible, ExpressibleByStringLiteral {
    let text: String

    init(_ text: String) { self.text = text }

    init(stringLiteral text: String) { self.text = text }

    var testDescription: String { "\(text.utf8.count) bytes" }
}
