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
        let swift = RunningBootstrapper.programs.appending(path: "swift-role").path
        let run = try RunningBootstrapper(
            ["run", "--watch", "--recycle", "on-failure", role.root.path],
            environment: ["SWIFT_ROLE": swift]
        )
        #expect(run.wait(for: ": ready: Hello"))
        #expect(run.wait(for: "wahost | Ready after"))
        try role.set(["Greeting": "Good evening"])
        #expect(run.wait(for: ": accepted: Good evening"))
        #expect(run.wait(for: "configuration 1001 is accepted"))
        try role.set(["Greeting": "Not now", "Mood": "busy"])
        #expect(run.wait(for: ": busy until the mood changes"))
        #expect(run.wait(for: "configuration 1002 is accepted"))
        try role.set(["Greeting": "Well again", "Mood": "fine"])
        #expect(run.wait(for: ": accepted: Well again"))
        #expect(run.wait(for: "configuration 1003 is accepted"))
        try role.set(["Greeting": "Anew", "Workers": "3"])
        #expect(run.wait(for: ": cancelled: Workers needs a fresh start"))
        #expect(run.wait(for: "configuration 1004 is cancelled by client '"))
        #expect(run.wait(for: ": ready: Anew"))
        try role.set(["Greeting": "Last", "Mood": "recycle"])
        #expect(run.wait(for: ": recycle requested"))
        #expect(run.wait(for: ": ready: Last"))
        #expect(run.wait(for: "incarnation 3"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(
            run.says(inOrder: [
                "Ready after", ": accepted: Good evening", ": busy until the mood changes", "wahost | Busy",
                ": accepted: Well again", "wahost | Ready after", ": cancelled: Workers", "wahost | Busy",
                ": stopping", ": stopped", "incarnation 2", ": ready: Anew", "recycle requested by client '",
                "incarnation 3", ": ready: Last", ": stopping", ": stopped", "Stopped as asked; exit code 0",
            ]),
            "\(run.output)"
        )
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [("c-role-library", "clang"), ("rust-role-library", "rustc")])
    func `a role library starts, is Busy, accepts and cancels changes, asks for a recycle and stops`(
        example: String,
        compiler: String
    ) throws {
        guard has(compiler) else { return }
        let role = try CopiedExample(example)
        #expect(try role.build(example, to: "approot/libMill.so") == 0)
        let run = try RunningBootstrapper(
            ["run", "--recycle", "on-failure", "--status-check-interval", "0.05", role.root.path]
        )
        #expect(run.wait(for: ": starting with 2 workers"))
        #expect(run.wait(for: "wahost | Ready after"))
        try change(role, run, ["Greeting": "Good evening"], until: ": Good evening")
        #expect(run.wait(for: "configuration 1001 is accepted"))
        try change(role, run, ["Greeting": "Not now", "Mood": "busy"], until: "wahost | Busy")
        try change(role, run, ["Greeting": "Well again", "Mood": "fine"], until: "configuration 1003 is accepted")
        try change(role, run, ["Greeting": "Anew", "Workers": "3"], until: ": cancelled: Workers needs a fresh start")
        #expect(run.wait(for: "configuration 1004 is cancelled by host 'Mill.dll'"))
        #expect(run.wait(for: ": starting with 3 workers"))
        #expect(run.wait(for: ": Anew"))
        try change(role, run, ["Greeting": "Last", "Mood": "recycle"], until: ": recycle requested")
        #expect(run.wait(for: "recycle requested by the role"))
        #expect(run.wait(for: "incarnation 3"))
        #expect(run.wait(for: ": Last"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(
            run.says(inOrder: [
                "OnStart begins", ": starting with 2 workers", "Ready after", "wahost | Busy", "wahost | Ready after",
                ": cancelled: Workers", "wahost | Busy", ": stopping", ": stopped after 2 workers", "incarnation 2",
                ": stopping", ": stopped after 3 workers", "incarnation 3", "wahost | Busy", ": stopping",
                "Stopped as asked; exit code 0",
            ]),
            "\(run.output)"
        )
        #expect(run.survivors() == [])
    }

    private func change(
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
