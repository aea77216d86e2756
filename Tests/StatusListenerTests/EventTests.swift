import Foundation
import Testing

@testable import StatusListener

@Suite(.timeLimit(.minutes(1))) struct EventTests {
    private func follower(_ test: TestListener) throws -> RawClient {
        let client = try RawClient(port: test.http)
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
        #expect(client.readThrough("\r\n\r\n")?.contains("Content-Type: text/event-stream\r\n") == true)
        #expect(client.readThrough("\n\n") == "retry: 1000\n\n")
        return client
    }

    @Test func `a follower is told how things are, and of each change`() throws {
        let test = try TestListener()
        let client = try follower(test)
        #expect(client.readThrough("\n\n") == "event: status\ndata: {\"status\":\"ready\"}\n\n")
        #expect(client.readThrough("\n\n") == "event: logs\ndata: {\"version\":1,\"tasks\":[]}\n\n")
        test.change { $0.status = "{\"status\":\"busy\"}" }
        #expect(client.readThrough("\n\n") == "event: status\ndata: {\"status\":\"busy\"}\n\n")
    }

    @Test func `a storm of changes is few events, the last of which is true`() throws {
        let test = try TestListener()
        let client = try follower(test)
        _ = client.readThrough("event: logs\ndata: {\"version\":1,\"tasks\":[]}\n\n")
        for number in 1...5_000 { test.change { $0.status = "{\"number\":\(number)}" } }
        #expect(client.readThrough("{\"number\":5000}\n\n") != nil)
        #expect(test.look { _ in test.facts.asked } < 500)
    }

    @Test func `who becomes Busy is told of at once, however lately something else was`() throws {
        var limits = ListenerLimits()
        limits.calm = .seconds(600)
        let test = try TestListener(limits: limits)
        let client = try follower(test)
        test.change { $0.status = "{\"number\":1}" }
        #expect(client.readThrough("{\"number\":1}\n\n") != nil)
        test.change { $0.status = "{\"number\":2}" }
        for number in 3...50 {
            test.change {
                $0.isReady.toggle()
                $0.status = "{\"number\":\(number)}"
            }
            #expect(client.readThrough("{\"number\":\(number)}\n\n") != nil)
        }
    }

    @Test func `what tasks write comes within two beats, and only when it has changed`() throws {
        var limits = ListenerLimits()
        limits.beat = .milliseconds(50)
        let test = try TestListener(limits: limits)
        let client = try follower(test)
        test.queue.sync { test.facts.logs = [LogTail(name: "host", lines: [.init("line 1")])] }
        #expect(client.readThrough("\"line 1\"}]}]}\n\n") != nil)
        test.queue.sync { test.facts.logs[0].lines.append(.init("line 2", isError: true)) }
        let event = client.readThrough("\"line 2\"}]}]}\n\n")
        #expect(event?.split(separator: "event: logs").count == 1)
    }

    @Test func `a follower that does not read costs no memory, and is told the newest when it does`() throws {
        let test = try TestListener()
        let client = try RawClient(port: test.http, receiveBuffer: 4_096)
        client.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        let pad = String(repeating: "x", count: 400_000)
        let prompt = try follower(test)
        for number in 1...40 {
            test.change { $0.status = "{\"pad\":\"\(pad)\",\"number\":\(number)}" }
            #expect(prompt.readThrough("\"number\":\(number)}\n\n") != nil)
        }
        let all = client.readThrough("\"number\":40}\n\n")
        #expect((all?.utf8.count ?? 0) < 16_000_000)
        #expect(all != nil)
    }

    @Test func `only so many may follow, and a place that is left is free again`() throws {
        var limits = ListenerLimits()
        limits.streams = 2
        let test = try TestListener(limits: limits)
        var followers = try [follower(test), follower(test)]
        #expect(try ask(test.http, "/events").head.hasPrefix("HTTP/1.1 503"))
        followers.removeLast()
        let start = ContinuousClock.now
        while test.look({ $0.streamCount }) > 1, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 5) }
        followers.append(try follower(test))
        #expect(test.look { $0.streamCount } == 2)
        followers = []
        while test.look({ $0.clientCount }) > 0, ContinuousClock.now - start < .seconds(20) { poll(nil, 0, 5) }
        #expect(test.look { !$0.hasTimer })
    }

    @Test func `an event of several lines is one event`() {
        #expect(
            ReadinessListener.event("a", "b\nc\r\nd") == Array("event: a\ndata: b\ndata: c\ndata: \ndata: d\n\n".utf8)
        )
    }
}
