import Foundation
import Testing

/// The examples that talk back, each through the same life (behaviour B5, D3–D7, E1, E3, E4).
@Suite(.serialized) struct RoleCodeContractTests {
    private func has(_ program: String) -> Bool {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return path.split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(program)")
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["shell-role", "python-role", "swift-role"])
    func `a role in shell, Python and Swift starts, is Busy, accepts and cancels changes, asks for a recycle and stops`(
        example: String
    ) throws {
        let role = try CopiedExample(example)
        let above = try NotifySocketOfTest()
        let swift = RunningBootstrapper.built.appending(path: "swift-role").path
        let run = try RunningBootstrapper(
            ["run", "--watch", "--recycle", "on-failure", role.root.path],
            environment: ["SWIFT_ROLE": swift, "NOTIFY_SOCKET": above.path]
        )
        #expect(run.wait(for: ": ready: Hello"))
        #expect(above.receive(until: "STATUS=Ready"))
        try change(role, run, ["Greeting": "Good evening"], until: ": accepted: Good evening")
        #expect(above.receive(until: "STATUS=Busy") && above.receive(until: "STATUS=Ready"))
        #expect(run.wait(for: "configuration 1001 is accepted"))
        try change(role, run, ["Greeting": "Not now", "Mood": "busy"], until: ": busy until the mood changes")
        #expect(above.receive(until: "STATUS=Busy"))
        try change(role, run, ["Greeting": "Well again", "Mood": "fine"], until: ": accepted: Well again")
        #expect(above.receive(until: "STATUS=Ready"))
        let words = ": cancelled: Workers needs a fresh start"
        try change(role, run, ["Greeting": "Anew", "Workers": "3"], until: words)
        #expect(run.wait(for: "configuration 1004 is cancelled by client '"))
        #expect(run.wait(for: ": ready: Anew"))
        #expect(above.receive(until: "STATUS=Busy") && above.receive(until: "STATUS=Ready"))
        try change(role, run, ["Greeting": "Last", "Mood": "recycle"], until: ": recycle requested")
        #expect(run.wait(for: ": ready: Last"))
        #expect(run.wait(for: "incarnation 3"))
        #expect(above.receive(until: "STATUS=Busy") && above.receive(until: "STATUS=Ready"))
        if example == "shell-role" { #expect(run.waitForWaiter("changed")) }
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let end = ["stopping", "stopped"]
        let life = ["ready: Hello", "cancelled: Workers"] + end + ["ready: Anew", "recycle requested"] + end
        let lines = (life + ["ready: Last"] + end).map { "_IN_0: \($0)" }
        #expect(run.says(inOrder: lines), "\(run.output)")
        #expect(run.output.components(separatedBy: "_IN_0: stopping\n").count == 4)
        #expect(run.output.contains("recycle requested by client '"))
        // What a shell says of a command that SIGTERM has ended.
        #expect(!run.output.contains("Terminated"))
        #expect(run.survivors() == [])
    }

    /// A script that is not waiting can not be told what has changed meanwhile, only that something has.
    private func change(
        _ role: CopiedExample,
        _ run: RunningBootstrapper,
        _ values: [String: String],
        until words: String
    ) throws {
        if run.output.contains("ShellRole") { #expect(run.waitForWaiter("changed")) }
        try role.set(values)
        #expect(run.wait(for: words))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [("c-role-library", "clang"), ("rust-role-library", "rustc")])
    func `a role library starts, is Busy, accepts and cancels changes, asks for a recycle and stops`(
        example: String,
        compiler: String
    ) throws {
        guard has(compiler) else { return }
        let role = try CopiedExample(example)
        #expect(try role.build(example, to: "approot/libMill.so") == 0)
        let above = try NotifySocketOfTest()
        let run = try RunningBootstrapper(
            ["run", "--recycle", "on-failure", "--status-check-interval", "0.05", role.root.path],
            environment: ["NOTIFY_SOCKET": above.path]
        )
        #expect(run.wait(for: ": starting with 2 workers"))
        #expect(above.receive(until: "STATUS=Ready"))
        try hangUp(role, run, ["Greeting": "Good evening"], until: ": Good evening")
        #expect(run.wait(for: "configuration 1001 is accepted"))
        try hangUp(role, run, ["Greeting": "Not now", "Mood": "busy"], until: "configuration 1002 is accepted")
        #expect(above.receive(until: "STATUS=Busy"))
        try hangUp(role, run, ["Greeting": "Well again", "Mood": "fine"], until: "configuration 1003 is accepted")
        #expect(above.receive(until: "STATUS=Ready"))
        let words = ": cancelled: Workers needs a fresh start"
        try hangUp(role, run, ["Greeting": "Anew", "Workers": "3"], until: words)
        #expect(run.wait(for: "configuration 1004 is cancelled by host 'Mill.dll'"))
        #expect(run.wait(for: ": starting with 3 workers"))
        #expect(above.receive(until: "STATUS=Busy") && above.receive(until: "STATUS=Ready"))
        try hangUp(role, run, ["Greeting": "Last", "Mood": "recycle"], until: ": recycle requested")
        #expect(run.wait(for: "recycle requested by the role"))
        #expect(run.wait(for: "incarnation 3"))
        #expect(above.receive(until: "STATUS=Busy") && above.receive(until: "STATUS=Ready"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let life = [
            "starting with 2 workers", "cancelled: Workers", "stopping", "stopped after 2 workers",
            "starting with 3 workers", "recycle requested", "stopping", "stopped after 3 workers",
            "starting with 3 workers", "stopping", "stopped after 3 workers",
        ]
        #expect(run.says(inOrder: life.map { "_IN_0: \($0)" }), "\(run.output)")
        #expect(run.survivors() == [])
    }

    private func hangUp(
        _ role: CopiedExample,
        _ run: RunningBootstrapper,
        _ values: [String: String],
        until words: String
    ) throws {
        try role.set(values)
        run.signal(SIGHUP)
        #expect(run.wait(for: words))
    }
}
