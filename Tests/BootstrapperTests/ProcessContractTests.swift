import Foundation
import Testing

/// What children are born with, signals, PID 1, and poor surroundings (behaviour G).
@Suite struct ProcessContractTests {
    private static let isRoot = geteuid() == 0

    @Test(.timeLimit(.minutes(1)))
    func `tasks and host have descriptors 0 to 2, no input, a group of their own and no signal blocked`()
        throws
    {
        let shows = """
            ls -l /proc/$$/fd > list; sed -n 's/.* \\([0-9]*\\) -> /fd \\1 is /p' list
            grep -E '^(SigBlk|SigIgn|SigPnd):' /proc/$$/status | tr '\\t' ' '
            echo "group $(cut -d ' ' -f 5 /proc/$$/stat) of $$"
            """
        let role = try TemporaryRole()
        try role.task("task.sh", shows)
        try role.host("host.sh", shows + "\necho shown; exec sleep 600")
        // Born with what a careless parent leaves: an open file, an ignored and a blocked signal.
        let careless = ["bash", "-c", "exec 7</dev/null 9>/dev/null; trap '' USR1 INT; exec \"$0\" \"$@\""]
        let run = try role.run(through: careless)
        #expect(run.stop(when: "host.sh | shown") == 0)
        for name in ["task.sh", "host.sh"] {
            let shown = run.printed(name)
            #expect(shown.contains("fd 0 is /dev/null"))
            let numbers = shown.split(separator: "\n").filter { $0.hasPrefix("fd ") }.map {
                $0.split(separator: " ")[1]
            }
            // The shell keeps what it has opened itself, its script and what it redirects, at 10 and above.
            #expect(Set(numbers.filter { $0.count == 1 }) == ["0", "1", "2"], "\(shown)")
            #expect(!shown.contains("fd 7 is") && !shown.contains("fd 9 is"))
            for mask in ["SigBlk", "SigIgn", "SigPnd"] {
                #expect(shown.contains("\(mask): 0000000000000000"), "\(shown)")
            }
            let group = shown.split(separator: "\n").last { $0.hasPrefix("group ") }?.split(separator: " ") ?? []
            #expect(group.count == 4 && group[1] == group[3], "\(shown)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `when the bootstrapper is killed, its tasks and its host do not run on`() throws {
        let role = try TemporaryRole()
        let alive = try FIFO(role.path("alive"))
        try role.task("back.sh", "exec 8>alive; echo back is up; exec sleep 600", with: "taskType='background'")
        try role.host("host.sh", "exec 8>alive; echo host is up; exec sleep 600")
        let run = try role.run()
        for words in ["host is up", "back is up"] { #expect(run.wait(for: words)) }
        run.signal(SIGKILL)
        #expect(alive.isShut())
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            ("USR1", SIGUSR1), ("USR2", SIGUSR2), ("QUIT", SIGQUIT), ("WINCH", SIGWINCH), ("CONT", SIGCONT),
            ("ALRM", SIGALRM),
            ("URG", SIGURG), ("PWR", SIGPWR),
        ]
    )
    func `a signal that is not about the run goes to the host`(name: String, number: Int32) throws {
        let role = try TemporaryRole()
        try role.task(
            "back.sh",
            "trap 'echo back heard \(name)' \(name); echo back is up; while :; do sleep 600 & wait $!; done",
            with: "taskType='background'"
        )
        try role.host(
            "host.sh",
            "trap 'echo host heard \(name)' \(name); echo host is up; while :; do sleep 600 & wait $!; done"
        )
        let run = try role.run()
        for words in ["host is up", "back is up", "Ready after"] { #expect(run.wait(for: words)) }
        run.signal(number)
        #expect(run.stop(when: "host.sh | host heard \(name)") == 0)
        #expect(!run.output.contains("back heard"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a signal for the host does not end the task that runs before it`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "echo step is up; while [ ! -e go ]; do sleep 0.01; done")
        let run = try role.run()
        #expect(run.wait(for: "step is up"))
        run.signal(SIGUSR1)
        try role.script("go", "")
        #expect(run.stop(when: "idle host is up") == 0)
    }

    private static let asFirst = ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `as PID 1 it passes the host's exit code on`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo parent is $PPID; exit 42")
        let run = try role.run(through: Self.asFirst)
        #expect(run.end() == 42)
        #expect(run.output.contains("parent is 1"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `as PID 1 it reaps the orphans of others and stops at SIGTERM`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            """
            i=0; while [ $i -lt 50 ]; do (setsid sh -c 'exit 3' &); i=$((i+1)); done
            while grep -q '^State:.*zombie' /proc/[0-9]*/status 2>/dev/null; do sleep 0.01; done
            echo no zombie is left; exec sleep 600
            """
        )
        let run = try role.run(through: Self.asFirst)
        #expect(run.wait(for: "no zombie is left"))
        #expect(run.wait(for: "Ready after"))
        let first = try #require(ProcessTree.children(of: run.process.processIdentifier).first)
        kill(first, SIGTERM)
        #expect(run.end() == 0)
        #expect(run.output.contains("Stopped as asked; exit code 0"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `as PID 1 with the /proc of others it says so, touches no stranger and stops`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo host is up; exec sleep 600")
        let run = try role.run(through: Self.asFirst.filter { $0 != "--mount-proc" })
        #expect(run.wait(for: "host is up"))
        #expect(run.wait(for: "Ready after"))
        let first = try #require(ProcessTree.children(of: run.process.processIdentifier).first)
        kill(first, SIGTERM)
        #expect(run.end() == 0)
        #expect(run.output.contains("cannot look into /proc"))
        #expect(run.output.contains("Stopped as asked; exit code 0"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `as PID 1 a stop at once after exec is not lost`() throws {
        let role = try TemporaryRole()
        for _ in 1...5 {
            let run = try role.run(through: Self.asFirst)
            // Before its first instruction the kernel itself drops what is sent to PID 1.
            var first: Int32?
            while first == nil, run.process.isRunning {
                first = ProcessTree.children(of: run.process.processIdentifier).first {
                    ProcessTree.program(of: $0)?.hasSuffix("/wahostbootstrapper") == true
                        && ProcessTree.takes(SIGTERM, $0)
                }
            }
            kill(try #require(first), SIGTERM)
            #expect(run.end() == 0)
        }
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `as an unprivileged user without HOME it runs a role and stops it`() throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "id -u")
        let run = try role.run(
            "--resources",
            "/no/such/place/for/logs",
            through: [
                "env", "-u", "HOME", "-u", "WAHOST_RESOURCES", "setpriv", "--reuid=65534", "--regid=65534",
                "--clear-groups",
            ]
        )
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.printed("step.sh") == "65534")
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `with nothing in its environment it runs a role and stops it`() throws {
        let role = try TemporaryRole()
        let run = try role.run("--resources", role.root.path, through: ["env", "-i"])
        #expect(run.stop(when: "idle host is up") == 0)
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `on a read-only root it runs a role and stops it`() throws {
        let role = try TemporaryRole()
        let run = try role.run(
            through: ["unshare", "--mount", "sh", "-c", "mount -o remount,bind,ro / && exec \"$0\" \"$@\""])
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.output.contains("Read-only file system"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `under a service manager it says READY, STATUS and STOPPING`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "STATUS=Starting"))
        #expect(above.receive(until: "READY=1"))
        run.signal(SIGTERM)
        #expect(above.receive(until: "STOPPING=1"))
        #expect(run.end() == 0)
    }
}
