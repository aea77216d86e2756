import Foundation
import Testing

/// Stop, recycle and their exit codes (behaviour A1, A2, C3, E).
@Suite struct StopContractTests {
    /// A script that says when it is up, and writes to `order` when it has been told to end.
    private static func orderly(_ name: String, before: String = "") -> String {
        "trap '\(before)echo \(name) ends >> order; exit 0' TERM; echo \(name) is up; while :; do sleep 600 & wait; done"
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop ends the host, then background tasks, then foreground tasks, each when those before are gone`() throws
    {
        let role = try TemporaryRole()
        try role.task("front.sh", Self.orderly("front"), with: "taskType='foreground'")
        try role.task("back.sh", Self.orderly("back", before: "sleep 0.1; "), with: "taskType='background'")
        try role.host("host.sh", Self.orderly("host", before: "sleep 0.1; "))
        let run = try role.run()
        for name in ["front", "back", "host"] { #expect(run.wait(for: "\(name) is up")) }
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(role.text("order") == "host ends\nback ends\nfront ends\n")
        #expect(
            run.says(inOrder: ["wahost | Busy", "host 'host.sh' exited", "'back.sh' exited", "'front.sh' exited"]),
            "\(run.output)"
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `a foreground task is waited for beyond every stop timeout, until it has ended`() throws {
        let role = try TemporaryRole()
        try role.task(
            "front.sh",
            "trap 'echo front winds up; while [ ! -e done ]; do sleep 0.01; done; echo front is done; exit 0' TERM; "
                + "echo front is up; while :; do sleep 600 & wait; done",
            with: "taskType='foreground'"
        )
        // Ended by force 100 ms after it was asked: the stop timeout is over for everybody.
        try role.task(
            "deaf.sh",
            "trap '' TERM; echo deaf is up; while :; do sleep 600; done",
            with: "taskType='background'"
        )
        let run = try role.run("--stop-timeout", "0.1")
        for words in ["front is up", "deaf is up", "idle host is up"] { #expect(run.wait(for: words)) }
        run.signal(SIGTERM)
        #expect(run.wait(for: "front winds up"))
        #expect(run.wait(for: "'deaf.sh' was ended by signal 9 (KILL)"))
        try role.script("done", "")
        #expect(run.end() == 0)
        #expect(run.output.contains("front.sh | front is done"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [SIGTERM, SIGINT])
    func `a second request kills at once what the first one asked`(second: Int32) throws {
        let role = try TemporaryRole()
        try role.task(
            "front.sh",
            "trap 'echo front was asked' TERM; echo front is up; while :; do sleep 600 & wait; done",
            with: "taskType='foreground'"
        )
        try role.host(
            "host.sh",
            "trap 'sleep 0.2; echo host was asked' TERM; echo host is up; while :; do sleep 600 & wait; done"
        )
        let run = try role.run("--stop-timeout", "600")
        for words in ["front is up", "host is up"] { #expect(run.wait(for: words)) }
        run.signal(SIGTERM)
        #expect(run.wait(for: "host was asked"))
        run.signal(second)
        #expect(run.end() == 0)
        #expect(run.output.contains("host 'host.sh' was ended by signal 9 (KILL)"))
        #expect(run.output.contains("'front.sh' was ended by signal 9 (KILL)"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `the same request twice within 100 ms, as timeout sends it, is one`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "trap 'sleep 0.2; echo host ends in order; exit 0' TERM; echo host is up; sleep 600 & wait"
        )
        let run = try role.run("--stop-timeout", "600")
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        for _ in 1...3 { run.signal(SIGTERM) }
        #expect(run.end() == 0)
        #expect(run.output.contains("host.sh | host ends in order"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that ignores the stop signal is killed after the stop timeout, not before, and the end is 0`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "trap '' TERM; echo host is up; while :; do sleep 600; done")
        let run = try role.run("--stop-timeout", "0.4")
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        let asked = ContinuousClock.now
        run.signal(SIGTERM)
        #expect(run.wait(for: "host 'host.sh' does not end; killing it and everything it started"))
        #expect(ContinuousClock.now - asked >= .milliseconds(400))
        #expect(run.end() == 0)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `the stop signal is the one that the model names, and the host's own code does not make the end a failure`()
        throws
    {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "trap 'echo was told to quit; exit 5' QUIT; echo host is up; while :; do sleep 600 & wait; done",
            with: "linux:stopSignal='SIGQUIT'"
        )
        let run = try role.run()
        #expect(run.stop(when: "host is up") == 0)
        #expect(run.output.contains("host.sh | was told to quit"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `who left the group or the session, or became a daemon, does not outlive the run`() throws {
        let role = try TemporaryRole()
        try role.task("daemon.sh", "setsid sh -c 'sleep 600 & sleep 600' & (setsid sleep 600 &) ; exit 0")
        try role.task(
            "stubborn.sh",
            "setsid sh -c 'trap \"\" TERM; echo stubborn is up; while :; do sleep 600; done' & exit 0"
        )
        try role.host("host.sh", "setsid sleep 600 & set -m; sleep 600 & echo host is up; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "stubborn is up"))
        #expect(run.survivors().count > 6)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `what the host leaves behind when it ends by itself is ended, too, and its code is kept`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "setsid sleep 600 & sleep 600 & exit 9")
        let run = try role.run()
        #expect(run.end() == 9)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop that is asked for at once after exec is never lost, 50 times`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "sleep 600")
        for _ in 1...50 {
            let run = try role.run()
            run.signal(SIGTERM)
            #expect(run.end() == 0)
            #expect(run.output.contains("Stopped as asked; exit code 0"))
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `recycle on-failure begins a new incarnation after a second, with all tasks and an empty TEMP`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "echo step >> order; ls -A $TEMP | wc -l")
        try role.host(
            "host.sh",
            "echo host >> order; echo > $TEMP/left; [ $(grep -c host order) = 1 ] && exit 3; echo again; exec sleep 600"
        )
        let run = try role.run("--recycle", "on-failure")
        #expect(run.wait(for: "exited with code 3"))
        let ended = ContinuousClock.now
        #expect(run.wait(for: "incarnation 2"))
        #expect(ContinuousClock.now - ended >= .milliseconds(900))
        #expect(run.wait(for: "host.sh | again"))
        #expect(role.text("order") == "step\nhost\nstep\nhost\n")
        #expect(!run.output.contains("step.sh | 1"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop during the delay before a recycle ends the run at once with 0`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "exit 3")
        let run = try role.run("--recycle", "always")
        #expect(run.stop(when: "'step.sh' exited with code 3") == 0)
        #expect(!run.output.contains("incarnation 2"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `without recycle one run is one incarnation, however it ends`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo life >> lives; exit 1")
        let run = try role.run()
        #expect(run.end() == 1)
        #expect(role.text("lives") == "life\n")
    }

    @Test(.timeLimit(.minutes(1)))
    func `HUP judges the files and touches no process`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "trap 'echo host was hung up' HUP; echo host is up; while :; do sleep 600 & wait $!; done"
        )
        let run = try role.run()
        #expect(run.wait(for: "host is up"))
        run.signal(SIGHUP)
        #expect(run.wait(for: "HUP: the files are valid"))
        try Data("<RoleModel".utf8).write(to: role.root.appending(path: "RoleModel.xml"))
        run.signal(SIGHUP)
        #expect(run.stop(when: "HUP: the files are faulty; the running configuration stays in force") == 0)
        #expect(!run.output.contains("host was hung up"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [(["run", "--no-such"], 64), (["run", "/no/such/role"], 66), (["frobnicate"], 64), ([], 64)]
    )
    func `a wrong command line is 64 and missing input 66`(words: [String], code: Int) throws {
        #expect(try RunningBootstrapper(words).end() == Int32(code))
    }
}
