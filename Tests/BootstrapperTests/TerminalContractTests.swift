import Foundation
import Testing

/// What somebody in front of a terminal sees, and can say (behaviour F3).
@Suite(.serialized) struct TerminalContractTests {
    private func waiting() throws -> TemporaryRole {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo one")
        try role.task("second.sh", "echo two; while [ ! -e go ]; do sleep 0.05; done")
        try role.write()
        return role
    }

    private func start(
        _ role: TemporaryRole,
        _ environment: [String: String] = [:],
        _ options: String...
    ) throws
        -> TerminalOfTest
    {
        try TerminalOfTest(["run"] + options + [role.root.path], environment: environment, folder: role.root)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is waited for stands below the log, with its time and a bar, until the role is Ready`() throws {
        let role = try waiting()
        let terminal = try start(role)
        let line = "━━━━━╌╌╌╌╌ 1/2  Starting: waits for startup task 2 of 2 'second.sh'  1 s"
        #expect(terminal.wait { $0.last == line })
        #expect(terminal.screen.dropLast().allSatisfy { $0.contains(" | ") })
        try role.script("go", "")
        // What the host prints and what we say have an order each.
        #expect(terminal.wait(for: "Ready after"))
        #expect(terminal.wait(for: "idle host is up"))
        // Nothing is drawn while nothing happens.
        let output = terminal.output
        #expect(!terminal.screen.contains { $0.contains("waits for startup task 2") })
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
        #expect(terminal.output.hasPrefix(output))
        #expect(terminal.screen.last?.contains("Stopped as asked; exit code 0") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `log lines that come while it is seen stand above it, whole`() throws {
        let role = try TemporaryRole()
        try role.task(
            "first.sh",
            "while [ ! -e go ]; do sleep 0.05; done; i=0; while [ $i -lt 50 ]; do echo line $i; i=$((i+1)); done; "
                + "while [ ! -e on ]; do sleep 0.05; done"
        )
        try role.write()
        let terminal = try start(role)
        #expect(terminal.wait(for: "0/1  Starting"))
        try role.script("go", "")
        #expect(terminal.wait { $0.last?.contains("0/1  Starting") == true && $0.contains("first.sh | line 49") })
        #expect((0..<50).allSatisfy { terminal.screen.contains("first.sh | line \($0)") })
        #expect(terminal.screen.count { $0.contains("Starting") } == 1)
        try role.script("on", "")
        #expect(terminal.wait(for: "Ready after"))
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `Ctrl-C once says what is waited for, twice ends it at once, and the line is gone`() throws {
        let role = try TemporaryRole()
        try role.host("slow.sh", "trap '' TERM; echo up\nwhile :; do sleep 0.05; done")
        try role.write()
        let terminal = try start(role)
        #expect(terminal.wait { $0.contains { $0.contains("| up") } && $0.contains { $0.contains("Ready after") } })
        terminal.type("\u{3}")
        #expect(terminal.wait { $0.last?.hasPrefix("Stopping: waits for the end of host 'slow.sh'  1 s") == true })
        #expect(terminal.screen.last?.contains("Ctrl-C again: at once") == true)
        #expect(!terminal.screen.contains { $0.contains("^C") })
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
        #expect(!terminal.screen.contains { $0.contains("waits for the end") })
        #expect(terminal.screen.last?.hasSuffix("Stopped as asked; exit code 0") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a terminal that goes away stops the role in order`() throws {
        let role = try TemporaryRole()
        try role.host("up.sh", "trap 'touch ended; exit 0' TERM; echo up\nwhile :; do sleep 0.05; done")
        try role.write()
        let terminal = try start(role)
        #expect(terminal.wait { $0.contains { $0.contains("| up") } && $0.contains { $0.contains("Ready after") } })
        terminal.hangUp()
        #expect(terminal.end() == 0)
        #expect(role.text("ended") != nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `it is never wider than the terminal, also when that becomes narrower`() throws {
        let role = try waiting()
        let terminal = try start(role)
        #expect(terminal.wait(for: "'second.sh'  1 s"))
        terminal.resize(columns: 40)
        #expect(
            terminal.wait {
                $0.last.map { $0.hasPrefix("━━━━━╌╌╌╌╌ 1/2  Starting: waits f…  ") && $0.count <= 39 } == true
            }
        )
        terminal.resize(columns: 120)
        #expect(terminal.wait { $0.last?.contains("s  Ctrl-C: stop") == true })
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [["TERM": "dumb"], ["TERM": ""], ["WAHOST_LOG_FORMAT": "json"]]
    )
    func `a terminal whose cursor can not be moved, and JSON, have no such line`(environment: [String: String]) throws {
        let role = try TemporaryRole()
        try role.task("first.sh", "sleep 1.5")
        try role.write()
        let terminal = try start(role, environment)
        #expect(terminal.wait(for: "Ready after"))
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
        #expect(!terminal.output.contains("\u{1b}"))
        #expect(!terminal.output.contains("Starting: waits"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `with NO_COLOR it has no colour, and without UTF-8 no letters but those of ASCII`() throws {
        let role = try waiting()
        let terminal = try start(role, ["NO_COLOR": "1", "LANG": "C", "LC_ALL": "C"])
        #expect(terminal.wait(for: "#####----- 1/2  Starting: waits for"))
        #expect(!terminal.output.contains("m" + "\u{1b}") && !terminal.output.contains("\u{1b}[3"))
        #expect(!terminal.output.contains("\u{1b}[1m"))
        #expect(terminal.output.utf8.allSatisfy { $0 < 0x80 })
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `only and skip choose startup tasks by name and number`() throws {
        let role = try TemporaryRole()
        for name in ["a.sh", "b.sh", "c.sh"] { try role.task(name, "echo ran \(name)") }
        let only = try role.run("--only", "b.sh", "--only", "3")
        #expect(only.stop(when: "Ready after") == 0)
        #expect(only.says(inOrder: ["startup tasks left out: 1 'a.sh'", "ran b.sh", "ran c.sh"]))
        #expect(!only.output.contains("ran a.sh"))
        let skip = try role.run("--skip", "1", "--skip=c.sh")
        #expect(skip.stop(when: "Ready after") == 0)
        #expect(skip.output.contains("ran b.sh"))
        #expect(!skip.output.contains("ran a.sh") && !skip.output.contains("ran c.sh"))
        let wrong = try role.run("--skip", "d.sh")
        #expect(wrong.end() == 78)
        #expect(wrong.output.contains("cannot find the startup task 'd.sh' of --skip"))
        #expect(wrong.output.contains("1 a.sh, 2 b.sh, 3 c.sh"))
        #expect(try role.run("--skip", "1", "--only", "2").end() == 64)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a dry run shows what plan shows and starts nothing`() throws {
        let role = try TemporaryRole()
        try role.task("a.sh", "touch ran")
        let run = try role.run("--dry-run", "--log-level", "debug")
        #expect(run.end() == 0)
        let plan = try role.run(command: "plan")
        #expect(plan.end() == 0)
        let ofRun = run.output.split(separator: "\n").filter { !$0.contains("wahost-test-") }
        #expect(ofRun == plan.output.split(separator: "\n").filter { !$0.contains("wahost-test-") })
        #expect(role.text("ran") == nil)
        #expect(!FileManager.default.fileExists(atPath: run.resources.path))
    }
}

/// A role model that changes while somebody sits at the terminal.
@Suite(.serialized) struct ChangedModelContractTests {
    @Test(.timeLimit(.minutes(1)))
    func `a changed role model is not taken over before r is pressed, and the terminal is as it was after any key`()
        throws
    {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo one")
        try role.write()
        let terminal = try TerminalOfTest(
            ["run", "--watch", "--recycle", "on-failure", role.root.path],
            folder: role.root
        )
        #expect(terminal.wait(for: "Ready after"))
        #expect(terminal.echoes)
        try role.task("second.sh", "echo two")
        try role.write()
        #expect(terminal.wait(for: "the role model has changed: press r to recycle the role with it"))
        #expect(terminal.waitForEcho(false))
        terminal.type("x")
        #expect(terminal.waitForEcho(true))
        #expect(!terminal.output.contains("second.sh"))
        try role.task("third.sh", "echo three")
        try role.write()
        #expect(terminal.waitForEcho(false))
        terminal.type("r")
        #expect(terminal.wait(for: "| three"))
        #expect(terminal.echoes)
        terminal.type("\u{3}")
        #expect(terminal.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a faulty role model is told, not asked about, and Ctrl-C at the question gives the terminal back`() throws {
        let role = try TemporaryRole()
        try role.write()
        let terminal = try TerminalOfTest(
            ["run", "--watch", "--recycle", "on-failure", role.root.path],
            folder: role.root
        )
        #expect(terminal.wait(for: "Ready after"))
        try Data("<RoleModel>".utf8).write(to: role.root.appending(path: "RoleModel.xml"))
        #expect(terminal.wait(for: "can not be used: the role goes on as it is"))
        #expect(terminal.echoes)
        try role.task("first.sh", "echo one")
        try role.write()
        #expect(terminal.waitForEcho(false))
        terminal.type("\u{3}")
        #expect(terminal.wait(for: "Stopped as asked"))
        #expect(terminal.end() == 0)
        #expect(terminal.echoes)
    }
}
