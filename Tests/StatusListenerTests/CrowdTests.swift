import Foundation
import Testing

@testable import StatusListener

@Suite(.timeLimit(.minutes(1))) struct CrowdTests {
    private func brisk(clients: Int = 64) -> ListenerLimits {
        var limits = ListenerLimits()
        limits.clients = clients
        limits.head = .milliseconds(300)
        limits.idle = .milliseconds(600)
        limits.answer = .milliseconds(300)
        limits.whenFull = .milliseconds(100)
        return limits
    }

    @Test func `whoever does not end its head, or its rest, loses its place`() throws {
        let test = try TestListener(limits: brisk())
        let silent = try RawClient(port: test.http)
        let slow = try RawClient(port: test.http)
        let resting = try RawClient(port: test.http)
        slow.send("GET /ready HTTP/1.1\r\nHost:")
        resting.send("GET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(resting.readAnswer()?.body == "Ready\n")
        #expect(silent.readAll() == "")
        #expect(slow.readAll() == "")
        #expect(resting.readAll() == "")
        #expect(test.look { $0.clientCount } == 0)
        #expect(test.look { !$0.hasTimer })
    }

    @Test func `a client that drips its head is not kept longer for it`() throws {
        let test = try TestListener(limits: brisk())
        let slow = try RawClient(port: test.http)
        let start = ContinuousClock.now
        while slow.send("X") == 1, ContinuousClock.now - start < .seconds(10) { poll(nil, 0, 20) }
        #expect(ContinuousClock.now - start < .seconds(5))
    }

    @Test func `a client that takes no byte of its answer loses its place, and holds nobody up`() throws {
        let test = try TestListener(limits: brisk())
        test.change { $0.timeline = String(repeating: "x", count: 8 << 20) }
        let greedy = try RawClient(port: test.http, receiveBuffer: 4_096)
        greedy.send(String(repeating: "GET /timeline.svg HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 50))
        let start = ContinuousClock.now
        for _ in 0..<200 { #expect(try ask(test.http, "/ready").body == "Ready\n") }
        while test.look({ $0.clientCount }) > 0, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 20) }
        #expect(test.look { $0.clientCount } == 0)
        #expect(test.look { !$0.hasTimer })
    }

    @Test func `when all places are taken by the silent, others are answered all the same`() throws {
        let test = try TestListener(limits: brisk(clients: 4))
        let silent = try (0..<20).map { _ in try RawClient(port: test.http) }
        #expect(try ask(test.http, "/ready").body == "Ready\n")
        #expect(try RawClient(port: test.agent).readAll() == "ready up\n")
        #expect(silent.count == 20)
    }

    @Test func `a large answer comes whole to a slow reader`() throws {
        let test = try TestListener()
        test.change { $0.timeline = String(repeating: "0123456789", count: 500_000) }
        let client = try RawClient(port: test.http, receiveBuffer: 4_096)
        client.send("GET /timeline.svg HTTP/1.1\r\nHost: localhost\r\n\r\nGET /ready HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.readAnswer()?.body.utf8.count == 5_000_000)
        #expect(client.readAnswer()?.body == "Ready\n")
    }

    @Test func `a reader that is slow but reads keeps its place, however long it takes`() throws {
        var limits = brisk()
        limits.answer = .milliseconds(500)
        let test = try TestListener(limits: limits)
        test.change { $0.timeline = String(repeating: "x", count: 24 << 20) }
        let client = try RawClient(port: test.http, receiveBuffer: 4_096)
        client.send("GET /timeline.svg HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        let start = ContinuousClock.now
        var count = 0
        // As fast as takes 1.5 s for the whole.
        while let read = client.readSome() {
            count += read
            let due = Double(count) / Double(24 << 20) * 1_500 - (ContinuousClock.now - start) / .milliseconds(1)
            if due > 5 { poll(nil, 0, Int32(due)) }
        }
        #expect(count > 24 << 20)
        #expect(ContinuousClock.now - start > .seconds(1))
    }

    @Test func `without a client there is no timer, and none stays behind`() throws {
        let test = try TestListener()
        #expect(test.look { !$0.hasTimer })
        _ = try ask(test.http, "/ready")
        let start = ContinuousClock.now
        while test.look({ $0.clientCount }) > 0, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 5) }
        #expect(test.look { !$0.hasTimer })
    }

    @Test func `clients that come and go by thousands leave no descriptor behind`() throws {
        let test = try TestListener()
        let count = { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count }
        _ = try ask(test.http, "/ready")
        let before = try count()
        for number in 0..<2_000 {
            let client = try RawClient(port: number % 3 == 0 ? test.azure : test.http)
            if number % 2 == 0 { client.send("GET /ready HTTP/1.1\r\nHost: a\r\n\r\n") }
        }
        let start = ContinuousClock.now
        while test.look({ $0.clientCount }) > 0, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 5) }
        #expect(try ask(test.http, "/ready").body == "Ready\n")
        // Descriptors are closed by cancel handlers, a moment after their clients have been forgotten.
        while try count() > before + 8, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 5) }
        #expect(try count() <= before + 8)
    }
}
