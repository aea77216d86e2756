import Dispatch
import Foundation
import Testing

@testable import HostChannel

/// The server, with a host that the test plays.
@Suite(.timeLimit(.minutes(1))) struct HostChannelServerTests {
    private static let hello = HostWire.message(.hello, HostWire.magic + [1, 0, 1, 0] + "test".utf8)

    @Test func `both sides greet first, and the server names the version and the host`() async throws {
        let test = try PlayedHost()
        #expect(test.read() == HostWire.hello)
        test.write(Self.hello)
        #expect(await test.next() == .hello(version: 1, name: "test"))
    }

    @Test func `a host of several versions is spoken to in ours`() async throws {
        let test = try PlayedHost()
        test.write(HostWire.message(.hello, HostWire.magic + [1, 0, 200, 1]))
        #expect(await test.next() == .hello(version: 1, name: ""))
    }

    @Test func `all news are told in order`() async throws {
        let test = try PlayedHost()
        let told: [([UInt8], HostNews)] = [
            (Self.hello, .hello(version: 1, name: "test")), (HostWire.message(.starting), .starting),
            (HostWire.message(.ready), .ready), (HostWire.message(.status, id: 1, [0]), .status(1, isBusy: false)),
            (HostWire.message(.status, id: 0xFFFF_FFFF, [1]), .status(.max, isBusy: true)),
            (HostWire.message(.changingAnswered, id: 2, [0]), .changing(2, isAccepted: true)),
            (HostWire.message(.changingAnswered, id: 3, [1]), .changing(3, isAccepted: false)),
            (HostWire.message(.changedDone, id: 4), .changed(4)), (HostWire.message(.runReturned), .runReturned),
            (HostWire.message(.recycleRequested), .recycleRequested),
            (HostWire.message(.log, [2] + "é".utf8), .log(.warning, "é")),
            (HostWire.message(.log, [9, 0xFF]), .log(.information, "\u{FFFD}")),
            (HostWire.message(.onStartFailed, Array("no".utf8)), .onStartFailed("no")),
            (HostWire.message(.fault, Array("bad".utf8)), .fault("bad")), (HostWire.message(.stopped), .stopped),
        ]
        for (message, _) in told { test.write(message) }
        for (_, news) in told { #expect(await test.next() == news) }
    }

    @Test func `what a later version adds is passed over`() async throws {
        let test = try PlayedHost()
        test.write(Self.hello)
        test.write([0x00, 0x30, 0, 0, 0, 0, 0, 0, 1, 2, 3])
        test.write(HostWire.message(.ready, [1, 2, 3]))
        #expect(await test.next() == .hello(version: 1, name: "test"))
        #expect(await test.next() == .ready)
    }

    @Test(
        arguments: [
            ([[1]], "a message has no header"),
            ([Array("GET / HTTP/1.1\r\n\r\n".utf8)], "its first message is no hello"),
            ([HostWire.message(.ready)], "its first message is no hello"),
            ([HostWire.message(.hello, [1, 2, 3])], "its hello is none"),
            ([HostWire.message(.hello, HostWire.magic + [2, 0, 3, 0])], "it speaks none of the versions 1 to 1"),
            ([HostWire.message(.hello, HostWire.magic + [2, 0, 1, 0])], "it speaks none of the versions 1 to 1"),
            ([HostWire.message(.hello, HostWire.magic + [0, 0, 0, 0])], "it speaks none of the versions 1 to 1"),
            ([hello, HostWire.message(.status, [2])], "an answer is neither 0 nor 1"),
            ([hello, HostWire.message(.status)], "an answer is neither 0 nor 1"),
            ([hello, HostWire.message(.changingAnswered, [0, 0])], "an answer is neither 0 nor 1"),
            ([hello, HostWire.message(.log)], "a line of the log has no level"),
            ([hello, HostWire.message(.stopping)], "it sends what only the bootstrapper may send"),
            ([hello, hello], "it sends what only the bootstrapper may send"),
        ]
    )
    func `garbage closes the channel with a word about it`(messages: [[UInt8]], word: String) async throws {
        let test = try PlayedHost()
        #expect(test.read() == HostWire.hello)
        for message in messages { test.write(message) }
        var last = await test.next()
        if case .hello? = last { last = await test.next() }
        guard case .lost(let reason)? = last else {
            Issue.record("\(String(describing: last))")
            return
        }
        #expect(reason.hasPrefix(word), "\(reason)")
        #expect(test.read() == nil)
    }

    @Test func `a message that is too long closes the channel`() async throws {
        let test = try PlayedHost()
        test.write(Self.hello)
        test.write([UInt8](repeating: 34, count: 65_537))
        #expect(await test.next() == .hello(version: 1, name: "test"))
        #expect(await test.next() == .lost("a message is longer than 65536 bytes"))
    }

    @Test func `no message makes the reader trap`() {
        var generator = SystemRandomNumberGenerator()
        for round in 0..<4_000 {
            var reader = NewsReader()
            _ = try? reader.read(Self.hello)
            let type = UInt8.random(in: 30...45, using: &generator)
            let body = (0..<(round % 24)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = try? reader.read([type, 0] + body)
            var fresh = NewsReader()
            _ = try? fresh.read(body)
        }
    }

    @Test func `a host that hangs up is lost, and one that said that it stops is not`() async throws {
        let lost = try PlayedHost()
        lost.write(Self.hello)
        lost.hangUp()
        #expect(await lost.next() == .hello(version: 1, name: "test"))
        #expect(await lost.next() == .lost("the host has hung up"))
        let stopped = try PlayedHost()
        stopped.write(Self.hello)
        stopped.write(HostWire.message(.stopped))
        stopped.hangUp()
        #expect(await stopped.next() == .hello(version: 1, name: "test"))
        #expect(await stopped.next() == .stopped)
        stopped.finish()
        #expect(await stopped.next() == nil)
    }

    @Test func `finish tells the last words, and nothing after them`() async throws {
        let test = try PlayedHost()
        test.write(Self.hello)
        for _ in 0..<200 { test.write(HostWire.message(.log, [1] + "x".utf8)) }
        test.finish()
        #expect(await test.next() == .hello(version: 1, name: "test"))
        for _ in 0..<200 { #expect(await test.next() == .log(.information, "x")) }
        #expect(await test.next() == nil)
    }

    @Test func `a host that floods the log does not keep others from the queue`() async throws {
        let test = try PlayedHost()
        test.write(Self.hello)
        let flood = Thread { while test.writes(HostWire.message(.log, [1] + [UInt8](repeating: 120, count: 100))) {} }
        flood.start()
        for _ in 0..<20 { await test.turn() }
        test.finish()
    }

    @Test func `orders wait for a host that does not read, and arrive whole`() throws {
        let test = try PlayedHost()
        var data = RoleData(instanceID: "i", roleName: "r", deploymentID: "d")
        data.settings = [RoleData.Entry("Long", String(repeating: "x", count: 3_000_000))]
        try test.order(.start(data))
        try test.order(.stopping)
        #expect(test.read() == HostWire.hello)
        var bytes: [UInt8] = []
        while let message = test.read(), message.first == 2 { bytes += message.dropFirst(8) }
        #expect(bytes == (try data.records()))
        #expect(test.read() == HostWire.message(.stopping))
    }

    @Test func `a host that never reads is given up, not waited for`() async throws {
        let test = try PlayedHost()
        var data = RoleData(instanceID: "i", roleName: "r", deploymentID: "d")
        data.settings = [RoleData.Entry("Long", String(repeating: "x", count: 4_000_000))]
        for id in UInt32(1)...3 { try test.order(.changing(id, data, [])) }
        #expect(await test.next() == .lost("the host does not read its orders"))
    }

    @Test func `what no host takes is refused, and the channel stays in order`() throws {
        let test = try PlayedHost()
        var data = RoleData(instanceID: "i", roleName: "r", deploymentID: "d")
        data.settings = [RoleData.Entry("Long", String(repeating: "x", count: 4_194_305))]
        #expect(throws: HostChannelFailure.tooMuchData("Long")) { try test.order(.start(data)) }
        data.settings = [RoleData.Entry(String(repeating: "n", count: 65_536), "")]
        #expect(throws: HostChannelFailure.self) { try test.order(.start(data)) }
        data.settings = [RoleData.Entry("a\0b", "c\0d")]
        try test.order(.start(data))
        #expect(test.read() == HostWire.hello)
        #expect(test.read()?.suffix(10).elementsEqual([4, 0, 1, 0, 1, 0, 0, 0, 97, 99]) == true)
    }

    @Test func `a thousand channels leave no descriptor behind`() async throws {
        _ = try PlayedHost()
        let before = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        for _ in 0..<1_000 {
            let test = try PlayedHost()
            test.finish()
            await test.turn()
        }
        let after = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        #expect(after <= before + 20)
    }
}
