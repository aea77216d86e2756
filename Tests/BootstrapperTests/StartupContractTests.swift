import Foundation
import Testing

/// Startup tasks (behaviour C1, C2, C9, E2, B3, B6).
@Suite struct StartupContractTests {
    @Test(.timeLimit(.minutes(1)))
    func `ten simple tasks run one after another in file order, and the host last`() throws {
        let role = try TemporaryRole()
        for number in 1...10 {
            try role.task("step\(number).sh", "echo begin \(number) >> order; echo end \(number) >> order")
        }
        try role.host("host.sh", "echo host >> order; echo the host runs; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: "the host runs"))
        let steps = (1...10).map { "begin \($0)\nend \($0)\n" }.joined()
        #expect(role.text("order") == steps + "host\n")
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a simple task that exits 3 ends the run with 80, its name, its code, its last words, and nothing behind it`()
        throws
    {
        let role = try TemporaryRole()
        try role.task(
            "beside.sh",
            "trap 'echo beside ends >> order; exit 0' TERM; echo > up; sleep 600 & wait",
            with: "taskType='background'"
        )
        try role.task("first.sh", "while [ ! -e up ]; do :; done")
        try role.task("second.sh", "echo all is lost; exit 3")
        try role.task("third.sh", "echo third >> order")
        try role.host("host.sh", "echo host >> order")
        let run = try role.run()
        #expect(run.end() == 80)
        #expect(run.output.contains("startup task 3 of 4 'second.sh' (RoleModel.xml:7:5) exited with code 3"))
        #expect(run.says(inOrder: ["last lines of startup task 3 of 4 'second.sh'", "| all is lost"]))
        #expect(role.text("order") == "beside ends\n")
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)), arguments: [("KILL", 9), ("SEGV", 11)])
    func `a simple task that is ended by a signal fails the start, and the signal is named`(
        name: String,
        number: Int
    )
        throws
    {
        let role = try TemporaryRole()
        try role.task("step.sh", "ulimit -c 0; kill -\(name) $$")
        try role.task("next.sh", "echo next >> order")
        let run = try role.run()
        #expect(run.end() == 80)
        #expect(run.output.contains("'step.sh' (RoleModel.xml:5:5) was ended by signal \(number) (\(name))"))
        #expect(role.text("order") == nil)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["", "trap '' TERM; "])
    func `a simple task that outlives its timeout is ended, killed if it must be, and fails the start`(
        trap: String
    )
        throws
    {
        let role = try TemporaryRole()
        try role.task(
            "slow.sh",
            trap + "echo slow begins; while :; do sleep 600; done",
            with: "linux:timeout='300ms' linux:stopTimeout='300ms'"
        )
        try role.task("next.sh", "echo next >> order")
        let run = try role.run()
        #expect(run.end() == 80)
        #expect(run.output.contains("startup task 1 of 2 'slow.sh' (RoleModel.xml:5:5) ran longer than its timeout"))
        #expect(run.output.contains("does not end; killing it") == !trap.isEmpty)
        #expect(role.text("order") == nil)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `an exit code that the model calls a success goes on`() throws {
        let role = try TemporaryRole()
        try role.task("reboot.sh", "exit 194", with: "linux:successExitCodes='0 190-199'")
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["background", "foreground"])
    func `a task that is not simple is not waited for, and its failure is a warning`(type: String) throws {
        let role = try TemporaryRole()
        try role.task("beside.sh", "while [ ! -e up ]; do :; done; exit 9", with: "taskType='\(type)'")
        try role.host("host.sh", "echo > up; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: "warning: startup task 1 of 1 'beside.sh' exited with code 9"))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [("on-failure", 1, 3), ("always", 0, 3), ("on-failure", 0, 1), ("never", 1, 1)]
    )
    func `a background task is started again as its policy says`(policy: String, code: Int, starts: Int) throws {
        let role = try TemporaryRole()
        try role.task(
            "beside.sh",
            """
            echo life >> lives
            [ "$(wc -l < lives)" -lt 3 ] && exit \(code)
            echo the third life; exec sleep 600
            """,
            with: "taskType='background' linux:restart='\(policy)'"
        )
        // Behind the first delay of 100 ms: a task that were started again would have been by then.
        try role.host("host.sh", "sleep 0.5; echo time is over; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: starts > 1 ? "the third life" : "time is over"))
        #expect(role.text("lives") == String(repeating: "life\n", count: starts))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(run.output.split(separator: "\n").filter { $0.contains("'beside.sh' started") }.count == starts)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop during the delay before a restart starts nothing`() throws {
        let role = try TemporaryRole()
        try role.task("beside.sh", "echo life >> lives; exit 1", with: "taskType='background' linux:restart='always'")
        let run = try role.run()
        #expect(run.wait(for: "'beside.sh' exited"))
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.output.components(separatedBy: "'beside.sh' started").last?.contains("TERM from") == true)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a grandchild that keeps a task's output open holds up neither the next task nor the end`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "sleep 600 & exit 0")
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop during startup ends the running task and starts nothing behind it`() throws {
        let role = try TemporaryRole()
        try role.task("one.sh", "exit 0")
        try role.task("two.sh", "trap 'echo two was asked >> order; exit 1' TERM; echo two runs; sleep 600 & wait")
        try role.task("three.sh", "echo three >> order")
        try role.host("host.sh", "echo host >> order")
        let run = try role.run()
        #expect(run.stop(when: "two runs") == 0)
        #expect(role.text("order") == "two was asked\n")
        #expect(run.output.contains("Stopped as asked; exit code 0"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("missing.sh", "", "cannot find the program 'missing.sh' [noSuchProgram]"),
            ("plain.bin", "data", "cannot execute 'approot/plain.bin': not executable [notExecutable]"),
            (
                "odd.sh", "#!/no/such/interpreter\n",
                "its interpreter '/no/such/interpreter' is not there [noInterpreter]"
            ),
        ]
    )
    func `a program that can not be run is told before anything has run, with exit code 78`(
        program: String,
        text: String,
        words: String
    ) throws {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo first >> order")
        try role.task(program)
        if !text.isEmpty { try role.script(program, text, mode: program == "plain.bin" ? 0o644 : 0o755) }
        let run = try role.run()
        #expect(run.end() == 78)
        #expect(run.output.contains("RoleModel.xml:6:"), "\(run.output)")
        #expect(run.output.contains("mend: "))
        #expect(run.output.contains(words), "\(run.output)")
        #expect(role.text("order") == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `every fault of a file is told at once, in file order, by validate, plan and run alike`() throws {
        let role = try TemporaryRole()
        try role.task("missing-one.sh", with: "taskType='simpel'")
        try role.task("missing-two.sh", with: "linux:timeout='soon'")
        for command in ["validate", "plan", "run"] {
            let run = try role.run(command: command)
            #expect(run.end() == 78)
            #expect(
                run.says(inOrder: [
                    "RoleModel.xml:5:", "error: cannot use taskType 'simpel'", "RoleModel.xml:6:", "error: cannot use",
                    "'soon'",
                ]),
                "\(run.output)"
            )
        }
    }
}
