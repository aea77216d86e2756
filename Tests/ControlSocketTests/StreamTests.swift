import Foundation
import JSONText
import Testing

@testable import ControlSocket

/// What is pushed to those who follow.
@Suite struct StreamTests {
    private static let events = #"{"version":1,"command":"events","follow":true}"# + "\n"
    private static let status = #"{"version":1,"command":"status","follow":true}"# + "\n"

    private func push(_ test: TestServer, _ text: String) {
        test.look { server in server?.push { Array(text.utf8) } }
    }

    @Test(.timeLimit(.minutes(1)))
    func `events are pushed to those who follow, and to nobody else`() throws {
        let test = try TestServer()
        let follower = try RawClient(test.path)
        follower.send(Self.events)
        #expect(follower.readLine()?.contains("events") == true)
        let other = try RawClient(test.path)
        other.send(#"{"version":1,"command":"check"}"# + "\n")
        #expect(other.readLine()?.contains("check") == true)
        push(test, "one")
        push(test, "two")
        #expect(follower.readLine() == "one")
        #expect(follower.readLine() == "two")
        other.endSending()
        #expect(other.readAll() == "")
    }

    @Test(.timeLimit(.minutes(1)))
    func `who follows may be silent for ever, and costs no timer`() throws {
        var limits = ControlLimits()
        limits.silence = .milliseconds(20)
        let test = try TestServer(limits: limits)
        let follower = try RawClient(test.path)
        follower.send(Self.events)
        #expect(follower.readLine() != nil)
        while test.look({ $0?.hasTimer }) == true { sched_yield() }
        #expect(test.look { $0?.count } == 1)
        push(test, "still here")
        #expect(follower.readLine() == "still here")
    }

    @Test(.timeLimit(.minutes(1)))
    func `who does not read is told how many were left out, and costs a bounded amount`() throws {
        let test = try TestServer()
        let slow = try RawClient(test.path)
        slow.send(Self.events)
        #expect(slow.readLine() != nil)
        let text = String(repeating: "x", count: 1_000)
        for number in 0..<5_000 { push(test, "\(number) \(text)") }
        var next = 0
        var leftOut = 0
        while next + leftOut < 5_000 {
            let line = try #require(slow.readLine())
            if let count = (try? JSON(bytes: Array(line.utf8)))?["leftOut"]?.integer {
                leftOut += count
            } else {
                #expect(line.hasPrefix("\(next + leftOut) "))
                next += 1
            }
        }
        #expect(leftOut > 3_000)
        push(test, "after")
        #expect(slow.readLine() == "after")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a status that changes often is pushed seldom, and the latest one always`() throws {
        var limits = ControlLimits()
        limits.silence = .milliseconds(20)
        let test = try TestServer(limits: limits)
        let number = Counter()
        test.look { $0?.statusLine = { Array("\(number.value)".utf8) } }
        let follower = try RawClient(test.path)
        follower.send(Self.status)
        #expect(follower.readLine() != nil)
        for value in 1...1_000 {
            test.look { server in
                number.value = value
                server?.statusChanged()
            }
        }
        var lines = 0
        while let line = follower.readLine() {
            lines += 1
            if line == "1000" { break }
        }
        #expect(lines < 100)
        while test.look({ $0?.hasTimer }) == true { sched_yield() }
    }

    @Test(.timeLimit(.minutes(1)))
    func `who becomes Busy is told of at once, however lately something else was`() throws {
        let test = try TestServer()
        let number = Counter()
        test.look { $0?.statusLine = { Array("\(number.value)".utf8) } }
        let follower = try RawClient(test.path)
        follower.send(Self.status)
        #expect(follower.readLine() != nil)
        let begin = ContinuousClock.now
        for value in 1...100 {
            test.look { server in
                server?.statusChanged()
                number.value = value
                server?.statusChanged(isUrgent: true)
            }
            while let line = follower.readLine(), line != "\(value)" {}
        }
        // A hundred at the usual pace take ten seconds.
        #expect(ContinuousClock.now - begin < ControlServer.statusPace * 50)
    }

    @Test(.timeLimit(.minutes(1)))
    func `thirty-three can not follow at once, but ask`() throws {
        let test = try TestServer()
        let followers = try (0..<ControlServer.mostStreams).map { _ in try RawClient(test.path) }
        for follower in followers {
            follower.send(Self.events)
            #expect(follower.readLine() != nil)
        }
        let late = try RawClient(test.path)
        late.send(Self.events)
        #expect(late.readLine()?.contains("tooMany") == true)
        #expect(try ControlClient(path: test.path).ask(.check).answer["command"]?.text == "check")
    }

    @Test(.timeLimit(.minutes(1)))
    func `who leaves or speaks again is forgotten`() throws {
        let test = try TestServer()
        do {
            let gone = try RawClient(test.path)
            gone.send(Self.events)
            #expect(gone.readLine() != nil)
        }
        let talker = try RawClient(test.path)
        talker.send(Self.events)
        #expect(talker.readLine() != nil)
        talker.send("more\n")
        #expect(talker.readLine() == nil)
        while test.look({ $0?.count }) != 0 { sched_yield() }
    }
}

private final class Counter: @unchecked Sendable {
    var value = 0
}
