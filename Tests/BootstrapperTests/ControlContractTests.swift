import ControlSocket
import Foundation
import Testing

/// `run --control-socket`, `status`, `stop`, `recycle` (behaviour H1, H2).
@Suite(.serialized) struct ControlContractTests {
    private static let isRoot = geteuid() == 0

    /// A short path: that of a socket has at most 107 bytes.
    private let path = "/tmp/wahost-s-\(UUID().uuidString.prefix(8)).sock"

    private func ask(_ words: String..., through prefix: [String] = []) throws -> (code: Int32, output: String) {
        let client = try RunningBootstrapper(words + ["--control-socket", path], through: prefix)
        let code = client.end()
        return (code, client.output)
    }

    private func run(_ role: TemporaryRole, _ options: String...) throws -> RunningBootstrapper {
        try role.write()
        return try RunningBootstrapper(["run", "--control-socket", path] + options + [role.root.path])
    }

    private func status() throws -> StatusDocument { StatusDocument(try ControlClient(path: path).ask(.status).answer) }

    @Test(.timeLimit(.minutes(1)))
    func `the status of hello-worker tells phase, host and process, and a stop ends it with 0`() throws {
        let run = try RunningBootstrapper(["run", "Examples/hello-worker", "--control-socket", path])
        #expect(run.wait(for: "Hello from Linux"))
        let text = try ask("status")
        #expect(text.code == 0)
        #expect(
            text.output.hasPrefix(
                "HelloWorker_IN_0 of role HelloWorker, WaWorkerHost, deployment local\nReadyRole for "
            )
        )
        #expect(text.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let json = try ask("status", "--json")
        #expect(json.output.hasSuffix("}\n"))
        #expect(json.output.split(separator: "\n").count == 1)
        let document = try status()
        #expect(document.phase == "ReadyRole")
        #expect(document.pid == Int(run.process.processIdentifier))
        #expect(document.host?.state == "ready")
        #expect(document.host?.pid.map { kill(Int32($0), 0) } == 0)
        #expect(document.awaited == nil)
        #expect(try ask("status", "--check") == (0, "ReadyRole\n"))
        #expect(try ask("stop") == (0, "HelloWorker_IN_0 stops in order; a second stop kills at once\n"))
        #expect(run.end() == 0)
        #expect(run.output.contains("wahost | stop from pid"))
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try ask("status", "--check").code == 69)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a recycle ends the run with 84, and a second one is refused while it ends`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "trap 'echo host winds up; while [ ! -e done ]; do sleep 0.01; done; exit 0' TERM; echo host is up; "
                + "while :; do sleep 600 & wait; done"
        )
        let run = try run(role)
        #expect(run.wait(for: "host is up"))
        #expect(try ask("recycle") == (0, "Trial_IN_0 stops in order, to begin again\n"))
        #expect(run.wait(for: "host winds up"))
        let again = try ask("recycle")
        #expect(again.code == 1)
        #expect(again.output.contains("cannot recycle in phase StoppingRole"))
        #expect(try ask("status", "--check") == (1, "StoppingRole\n"))
        let document = try status()
        #expect(document.reason?.kind == "recycleRequested")
        #expect(document.awaited?.text == "the end of host 'host.sh'")
        try role.script("done", "")
        #expect(run.end() == 84)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a second stop kills at once`() throws {
        let role = try TemporaryRole()
        try role.host("deaf.sh", "trap '' TERM; echo deaf is up; while :; do sleep 600; done")
        let run = try run(role)
        #expect(run.wait(for: "deaf is up"))
        #expect(try ask("stop").code == 0)
        #expect(try ask("stop").code == 0)
        #expect(run.end() == 0)
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `while a simple task runs the status tells which, and it is not Ready`() throws {
        let role = try TemporaryRole()
        try role.task("first.sh", "exit 0")
        try role.task("failing.sh", "exit 7", with: "taskType='background'")
        try role.task("slow.sh", "echo slow is up; exec sleep 600")
        let run = try run(role)
        #expect(run.wait(for: "slow is up"))
        #expect(run.wait(for: "exited with code 7"))
        #expect(try ask("status", "--check") == (1, "StartingRole\n"))
        let document = try status()
        #expect(document.awaited?.tasks == [3])
        #expect(document.awaited?.text == "the end of startup task 3 of 3 'slow.sh'")
        #expect(document.tasks.map(\.state) == ["exited", "failed", "running"])
        #expect(document.tasks.map(\.exit) == [.code(0), .code(7), nil])
        #expect(document.tasks[1].failures == 1)
        #expect(document.tasks[2].pid != nil)
        #expect(document.host?.state == "absent")
        _ = try ask("stop")
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `who is Busy says why`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "wahostbootstrapper role set-status busy --client mill --for 1h; exec sleep 600")
        let run = try run(role)
        #expect(run.wait(for: "wahost | Busy: client 'mill' says Busy for "))
        let document = try status()
        #expect(document.phase == "BusyRole")
        #expect(document.reason?.kind == "busy")
        #expect(document.reason?.text.hasPrefix("client 'mill' says Busy for ") == true)
        #expect(try ask("status").output.contains("\nwhy:       client 'mill' says Busy for "))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the last StatusChecks are told`() throws {
        let role = try TemporaryRole()
        let run = try run(role, "--status-check-interval", "0.02")
        #expect(run.wait(for: "idle host is up"))
        while try status().statusChecks.count < 5 { sched_yield() }
        let checks = try status().statusChecks
        #expect(checks.count == 5)
        #expect(checks.first?.answer == "ready")
        #expect(zip(checks, checks.dropFirst()).allSatisfy { $0.age > $1.age })
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a socket in use is left to its owner, and the second role runs without`() throws {
        let role = try TemporaryRole()
        let first = try run(role)
        #expect(first.wait(for: "idle host is up"))
        let second = try run(role)
        #expect(second.wait(for: "idle host is up"))
        #expect(second.wait(for: "cannot listen on control socket '\(path)': another bootstrapper listens on it"))
        #expect(try status().pid == Int(first.process.processIdentifier))
        second.signal(SIGTERM)
        #expect(second.end() == 0)
        #expect(try ask("status", "--check").code == 0)
        // What a SIGKILL leaves behind is replaced.
        first.signal(SIGKILL)
        #expect(first.end() == 1_009)
        #expect(FileManager.default.fileExists(atPath: path))
        let third = try run(role)
        #expect(third.wait(for: "idle host is up"))
        #expect(try status().pid == Int(third.process.processIdentifier))
        third.signal(SIGTERM)
        #expect(third.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a missing folder is a warning, not the end of the role`() throws {
        let role = try TemporaryRole()
        let run = try role.run("--control-socket", "nowhere/control.sock")
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(
            run.output.contains("/nowhere/control.sock': No such file or directory; make its folder first, ignoring")
        )
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `another user is refused: by the file's mode, and by name when somebody has opened the file`() throws {
        let role = try TemporaryRole()
        let run = try run(role)
        #expect(run.wait(for: "idle host is up"))
        let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
        let closed = try ask("status", through: nobody)
        #expect(closed.code == 77)
        #expect(closed.output.contains("Permission denied"))
        #expect(chmod(path, 0o666) == 0)
        let opened = try ask("stop", through: nobody)
        #expect(opened.code == 77)
        #expect(opened.output.contains("cannot answer user 65534: only user 0 and root may ask"))
        #expect(run.wait(for: "cannot answer user 65534"))
        #expect(try ask("status", "--check").code == 0)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `without a socket, or without anybody on it, the message says what to do`() throws {
        let client = try RunningBootstrapper(["status"])
        #expect(client.end() == 69)
        #expect(client.output.contains("for a role run with --control-socket PATH write the same here"))
        let absent = try ask("status", "--check")
        #expect(absent.code == 69)
        #expect(absent.output.contains("Absent\n"))
        #expect(absent.output.contains("is a role run with --control-socket '\(path)'?"))
        #expect(try ask("status", "--check", "--json").code == 64)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a command that waits ends by a signal`() throws {
        let role = try TemporaryRole()
        let run = try run(role)
        #expect(run.wait(for: "idle host is up"))
        run.signal(SIGSTOP)
        let client = try RunningBootstrapper(["status", "--control-socket", path])
        client.signal(SIGTERM)
        #expect(client.end() == 1_000 + SIGTERM)
        run.signal(SIGCONT)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let waiter = try RunningBootstrapper(["block-startup"], environment: ["WaBlockStartupChannel": path])
        waiter.signal(SIGTERM)
        #expect(waiter.end() == 1_000 + SIGTERM)
    }
}
