import Foundation
import Testing

extension SupervisionSuite {
    @Suite(.serialized, .timeLimit(.minutes(1))) struct EndingSuite {
        @Test func `a kill reaches those who left group and session, and nobody else`() async throws {
            try await SupervisionProbe.pass("tree")
        }

        @Test func `stragglers are asked and killed, children and theirs are not`() async throws {
            try await SupervisionProbe.pass("stragglers")
        }

        @Test func `10,000 orphans are reaped while 100 children come and go, no status is wrong`() async throws {
            let told = try await SupervisionProbe.pass("orphans", "10000", "100")
            #expect(told.contains("orphans 10000 children 100 zombies 0"))
        }

        @Test(
            .enabled(if: SupervisionProbe.isRoot),
            arguments: ["exit-codes", "launcher-killed", "tree", "stragglers"]
        )
        func `it is the same as PID 1`(scenario: String) async throws {
            try await SupervisionProbe.pass(scenario, asPID1: true)
        }

        @Test(.enabled(if: SupervisionProbe.isRoot))
        func `10,000 orphans are reaped by PID 1`() async throws {
            let told = try await SupervisionProbe.pass("orphans", "10000", "100", asPID1: true)
            #expect(told.contains("pid 1 orphans 10000 children 100 zombies 0"))
        }

        @Test func `no misbehaviour of one child delays the news of another`() async throws {
            try await SupervisionProbe.pass("latency")
        }

        @Test func `children do not outlive a supervisor that is killed`() throws {
            let pipe = Pipe()
            let process = Process()
            process.executableURL = SupervisionProbe.folder.appendingPathComponent("SupervisionProbe")
            process.arguments = ["hold"]
            process.standardOutput = pipe
            try process.run()
            var heard = ""
            while !heard.contains("ready\n") {
                let part = pipe.fileHandleForReading.availableData
                try #require(!part.isEmpty, "it ended by itself: \(heard)")
                heard += String(decoding: part, as: UTF8.self)
            }
            kill(process.processIdentifier, SIGKILL)
            // Each child holds the other end: it is shut when the last of them is dead.
            let rest = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
            #expect(rest.replacingOccurrences(of: "waiting\n", with: "").isEmpty)
            #expect(heard.components(separatedBy: "child ").count == 5)
            #expect(!heard.contains("child 0"))
        }

        @Test func `signals that come before anybody handles them wait, and a storm swallows none`() async throws {
            try await SupervisionProbe.pass("early-signals")
        }

        @Test func `timers fire once, in order, and not before their time`() async throws {
            try await SupervisionProbe.pass("timers")
        }
    }
}
