import Foundation
import Testing

@testable import Supervision

extension SupervisionSuite {
    @Suite(.serialized, .timeLimit(.minutes(1))) struct ReadinessSuite {
        @Test func `notifications of the child and its own are heard, a stranger's are not`() async throws {
            let scratch = try Scratch()
            // The notify socket is the only file that may be there, and it must be gone at the end.
            chmod(scratch.path, 0o777)
            try await SupervisionProbe.pass("notify", scratch.path)
        }

        @Test(arguments: ["ready-fd", "connections", "file", "exec", "status"])
        func `readiness is found out in each way that can be declared`(scenario: String) async throws {
            let scratch = try Scratch()
            try await SupervisionProbe.pass(scenario, scratch.path)
        }

        @Test(arguments: ["barrier", "daemon", "watchdog"])
        func `what a child says of itself is heard to its end`(scenario: String) async throws {
            try await SupervisionProbe.pass(scenario)
        }

        @Test func `a daemon of PID 1 is heard and taken for the child`() async throws {
            guard SupervisionProbe.isRoot else { return }
            try await SupervisionProbe.pass("daemon", asPID1: true)
        }

        @Test(.enabled(if: access("/usr/bin/systemd-notify", X_OK) == 0))
        func `systemd-notify is understood as it is`() async throws {
            try await SupervisionProbe.pass("systemd-notify")
        }

        @Test func `an HTTP answer is judged by its first line alone`() {
            func judge(_ text: String, isWhole: Bool = true) -> Bool? {
                HTTPProbe.judge(Array(text.utf8), isWhole: isWhole)
            }
            #expect(judge("HTTP/1.1 200 OK\r\n") == true)
            #expect(judge("HTTP/1.0 399\r\nx") == true)
            #expect(judge("HTTP/1.1 200", isWhole: false) == nil)
            #expect(judge("HTTP/1.1 200") == false)
            #expect(judge("HTTP/1.1 199 x\n") == false)
            #expect(judge("HTTP/1.1 400 x\n") == false)
            #expect(judge("SSH-2.0-x\r\n") == false)
            #expect(judge(String(repeating: "x", count: 5000), isWhole: false) == false)
        }

        @Test func `nothing in a target adds a line to the request`() {
            let request = HTTPProbe.request(host: "::1", port: 80, target: "/a\r\nX: y\n z")
            let text = String(decoding: request, as: UTF8.self)
            #expect(text.hasPrefix("GET /aX:yz HTTP/1.1\r\nHost: [::1]:80\r\n"))
            #expect(text.hasSuffix("\r\n\r\n"))
        }

        @Test func `a host's name is an address, localhost, or in the hosts file`() {
            let hosts = "127.0.0.1 localhost\n::1 six localhost # x other\n10.0.0.1\tWeb  web.internal\n::2 web\n"
            #expect(HostName.lookUp("web", in: hosts) == "10.0.0.1")
            #expect(HostName.lookUp("SIX", in: hosts) == "::1")
            #expect(HostName.lookUp("other", in: hosts) == nil)
            #expect(HostName.address(of: "192.0.2.1") == "192.0.2.1")
            #expect(HostName.address(of: "localhost") != nil)
            #expect(HostName.address(of: "no.such.name.invalid") == nil)
        }
    }

    @Suite struct ValueSuite {
        @Test func `durations become nanoseconds between none and a century`() {
            #expect(Duration.seconds(-1).clampedNanoseconds == 0)
            #expect(Duration.nanoseconds(-1).clampedNanoseconds == 0)
            #expect(Duration.milliseconds(1500).clampedNanoseconds == 1_500_000_000)
            #expect(Duration.seconds(Int64.max).clampedNanoseconds == 100 * 365 * 86_400 * 1_000_000_000)
        }

        @Test func `first in is first out, through many rounds, and what is put in front comes first`() {
            var queue = FirstInFirstOut<Int>()
            var expected: [Int] = []
            for number in 0..<1000 {
                queue.append(number)
                expected.append(number)
                if number % 3 == 0 { #expect(queue.popFirst() == expected.removeFirst()) }
                if number % 100 == 0 {
                    queue.prepend([-1, -2])
                    expected.insert(contentsOf: [-1, -2], at: 0)
                }
                #expect(queue.count == expected.count)
            }
            while let next = expected.first {
                #expect(queue.popFirst() == next)
                expected.removeFirst()
            }
            #expect(queue.popFirst() == nil)
        }
    }
}
