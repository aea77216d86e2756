import Foundation
import Testing

/// What a service manager hears, and when (behaviour G5).
@Suite(.serialized) struct SystemdContractTests {
    @Test(.timeLimit(.minutes(1)))
    func `the watchdog is fed again and again while the role runs, when it is for this process`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path, "WATCHDOG_USEC": "200000"])
        #expect(above.receive(until: "READY=1"))
        #expect(above.receive(until: "WATCHDOG=1"))
        #expect(above.receive(until: "WATCHDOG=1"))
        // A bootstrapper that is held says nothing.
        run.signal(SIGSTOP)
        // What was on its way when it was held.
        _ = above.receive(until: "", within: 0.2)
        #expect(!above.receive(until: "WATCHDOG=1", within: 0.6))
        run.signal(SIGCONT)
        #expect(above.receive(until: "WATCHDOG=1"))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a watchdog that is another process's is not fed`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        let run = try role.run(environment: [
            "NOTIFY_SOCKET": above.path, "WATCHDOG_USEC": "100000", "WATCHDOG_PID": "1",
        ])
        #expect(above.receive(until: "READY=1"))
        above.drain()
        #expect(!above.receive(until: "WATCHDOG=1", within: 0.5))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a start and a stop ask for time and say what is waited for`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        try role.task("first.sh", "while [ ! -e go ]; do sleep 0.05; done")
        try role.host(
            "slow.sh",
            "trap 'while [ ! -e end ]; do sleep 0.05; done; exit 0' TERM; echo up\nwhile :; do sleep 0.05; done"
        )
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "MAINPID=\(run.process.processIdentifier)"))
        #expect(above.receive(until: "EXTEND_TIMEOUT_USEC=30000000"))
        #expect(above.receive(until: "STATUS=Starting: waits for startup task 1 of 1 'first.sh'"))
        try role.script("go", "")
        #expect(above.receive(until: "READY=1"))
        #expect(run.wait(for: "slow.sh | up"))
        run.signal(SIGTERM)
        #expect(above.receive(until: "STOPPING=1"))
        #expect(above.receive(until: "EXTEND_TIMEOUT_USEC=30000000"))
        #expect(above.receive(until: "STATUS=Stopping: waits for the end of host 'slow.sh'"))
        try role.script("end", "")
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a role that ends by itself says that it stops`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        try role.host("brief.sh", "exit 7")
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "STOPPING=1"))
        #expect(run.end() == 7)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a reload says when it begins, by which clock, and when it is over`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "READY=1"))
        run.signal(SIGHUP)
        let message = above.receiveMessage(with: "RELOADING=1")
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let told = message?.first { $0.hasPrefix("MONOTONIC_USEC=") }.flatMap { Int($0.dropFirst(15)) }
        let microseconds = now.tv_sec * 1_000_000 + now.tv_nsec / 1_000
        #expect(told.map { $0 <= microseconds && $0 > microseconds - 10_000_000 } == true)
        #expect(above.receive(until: "READY=1"))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a reload while the role starts is no READY`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        try role.task("first.sh", "echo here; while [ ! -e go ]; do sleep 0.05; done")
        let run = try role.run(environment: ["NOTIFY_SOCKET": above.path])
        #expect(run.wait(for: "first.sh | here"))
        run.signal(SIGHUP)
        #expect(run.wait(for: "HUP"))
        #expect(!above.receive(until: "READY=1", within: 0.3))
        try role.script("go", "")
        #expect(above.receive(until: "READY=1"))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `lines have priorities, and no time, when standard error is the journal`() throws {
        // The journal's stream is a socket that only the journal has; what is compared is its number.
        let script = #"exec 2>journal; export JOURNAL_STREAM=$(stat -L -c '%d:%i' /dev/fd/2); exec "$@""#
        let role = try TemporaryRole()
        try role.task("first.sh", "echo to out; echo to err >&2")
        try role.host("brief.sh", "exit 3")
        let run = try role.run("--log-level", "warning", through: ["sh", "-c", script, "sh"])
        #expect(run.end() == 3)
        let journal = try String(contentsOf: role.root.appending(path: "journal"), encoding: .utf8)
        let lines = journal.split(separator: "\n")
        #expect(lines.contains("<5>first.sh | to err"))
        #expect(lines.contains { $0.hasPrefix("<3>wahost | error: host 'brief.sh'") })
        #expect(!lines.contains { !$0.hasPrefix("<") })
        // Standard output was a pipe: no priority there.
        #expect(run.output.contains("first.sh | to out"))
        #expect(!run.output.contains("<6>"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `what is told before a role runs has a priority in the journal, too`() throws {
        let script = #"exec 2>journal; export JOURNAL_STREAM=$(stat -L -c '%d:%i' /dev/fd/2); exec "$@""#
        let role = try TemporaryRole()
        let run = try role.run("--env-file", "missing.env", through: ["sh", "-c", script, "sh"])
        #expect(run.end() == 66)
        let journal = try String(contentsOf: role.root.appending(path: "journal"), encoding: .utf8)
        #expect(journal.hasPrefix("<3>error: cannot read"))
        #expect(!journal.split(separator: "\n").contains { !$0.hasPrefix("<3>") })
    }
}
