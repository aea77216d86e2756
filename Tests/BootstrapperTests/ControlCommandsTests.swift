import ControlSocket
import Foundation
import Testing

/// The operators' commands, as somebody writes them who names no socket (behaviour H1, H2).
@Suite(.serialized) struct ControlCommandsTests {
    /// A folder for the sockets and resources of one test, short enough for a socket's path.
    private final class Place {
        let path = "/tmp/wahost-p-\(UUID().uuidString.prefix(8))"
        var environment: [String: String] {
            ["WAHOST_RUNTIME_DIRECTORY": path + "/run", "WAHOST_RESOURCES": path + "/resources"]
        }
        init() throws { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(atPath: path) }
    }

    private let place: Place

    init() throws { place = try Place() }

    private func start(_ words: String...) throws -> RunningBootstrapper {
        try RunningBootstrapper(words, environment: place.environment)
    }

    private func ask(_ words: String...) throws -> (code: Int32, output: String) {
        let client = try RunningBootstrapper(words, environment: place.environment)
        let code = client.end()
        return (code, client.output)
    }

    private func run(_ role: TemporaryRole, _ options: String...) throws -> RunningBootstrapper {
        try role.write()
        return try RunningBootstrapper(["run"] + options + [role.root.path], environment: place.environment)
    }

    /// A role with a task of each type and a host that ends when told to.
    private func makeRole() throws -> TemporaryRole {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo first speaks")
        try role.task(
            "watch.sh",
            "trap 'echo watch got USR1' USR1; echo watch is up; while :; do sleep 600 & wait; done",
            with: "taskType='background'"
        )
        return role
    }

    @Test(.timeLimit(.minutes(1)))
    func `status, list, events and logs need no option when one role runs`() throws {
        let role = try makeRole()
        let run = try run(role)
        #expect(try ask("status", "--wait-ready", "30") == (0, "ReadyRole\n"))
        #expect(run.wait(for: "watch is up") && run.wait(for: "idle host is up"))
        #expect(try ask("status").output.hasPrefix("Trial_IN_0 of role Trial"))
        #expect(try ask("status", "--check") == (0, "ReadyRole\n"))
        #expect(try ask("status", "--check", "Trial_IN_0") == (0, "ReadyRole\n"))
        #expect(try ask("status", role.root.path).code == 0)
        #expect(try ask("list").output.contains("local.Trial_IN_0 ReadyRole"))
        #expect(try ask("events").output.contains("startup task 1 of 2 'first.sh' exited with code 0"))
        #expect(try ask("logs", "first.sh").output.hasSuffix(" first.sh | first speaks\n"))
        #expect(try ask("logs", "1", "-n", "1").output.hasSuffix(" first.sh | first speaks\n"))
        #expect(try ask("logs", "nobody").code == 64)
        #expect(try ask("logs", "--since", "0s").output == "")
        #expect(try ask("stop", "--wait") == (0, "Trial_IN_0 has stopped\n"))
        #expect(kill(run.process.processIdentifier, 0) != 0 || run.end() == 0)
        #expect(try ask("status", "--check").code == 69)
    }

    @Test(.timeLimit(.minutes(1)))
    func `who follows logs and events is told until the role ends`() throws {
        let role = try makeRole()
        let run = try run(role)
        #expect(run.wait(for: "watch is up"))
        let logs = try start("logs", "-f", "watch.sh")
        let events = try start("events", "-f", "--json")
        #expect(logs.wait(for: "watch is up"))
        #expect(events.wait(for: "\"event\":\"phase\""))
        let last = try start("events", "-f", "--json", "-n", "1")
        #expect(last.wait(for: "}\n"))
        #expect(try ask("signal", "watch.sh", "usr1") == (0, "USR1 is sent to startup task 2 of 2 'watch.sh'\n"))
        #expect(logs.wait(for: "watch got USR1"))
        #expect(events.wait(for: "\"event\":\"signalSent\""))
        run.signal(SIGTERM)
        #expect(logs.end() == 0)
        #expect(events.end() == 0)
        #expect(events.output.contains("\"phase\":\"StoppingRole\""))
        #expect(last.end() == 0)
        #expect(last.output.contains("\"event\":\"signalSent\"") && !last.output.contains("\"event\":\"began\""))
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `restart gives a task another process, and refuses what can not be`() throws {
        let role = try makeRole()
        let run = try run(role)
        #expect(run.wait(for: "watch is up"))
        let events = try start("events", "-f")
        #expect(events.wait(for: "ReadyRole"))
        let before = StatusDocument(try ControlClient(path: socket).ask(.status).answer)
        #expect(try ask("restart", "watch.sh").code == 0)
        #expect(events.wait(for: "'watch.sh' was ended by signal 15"))
        while StatusDocument(try ControlClient(path: socket).ask(.status).answer).tasks[1].pid == nil { sched_yield() }
        let after = StatusDocument(try ControlClient(path: socket).ask(.status).answer)
        #expect(after.tasks[1].pid != before.tasks[1].pid)
        #expect(after.tasks[1].restarts == 1 && after.tasks[1].failures == 0)
        #expect(after.phase == "ReadyRole")
        let simple = try ask("restart", "first.sh")
        #expect(simple.code == 1 && simple.output.contains("it is a simple task"))
        #expect(try ask("restart", "nobody").code == 64)
        #expect(try ask("signal", "first.sh", "TERM").code == 1)
        #expect(try ask("signal", "watch.sh", "BANG").code == 64)
        let host = try ask("restart", "host")
        #expect(host.code == 0 && host.output.contains("Trial_IN_0 is recycled"))
        #expect(run.end() == 84)
    }

    @Test(.timeLimit(.minutes(1)))
    func `why tells of a crash when nothing runs any more`() throws {
        let role = try TemporaryRole()
        try role.host("crash.sh", "echo last words; kill -SEGV $$")
        let run = try run(role)
        #expect(run.end() == 139)
        let why = try ask("why")
        #expect(why.code == 0)
        #expect(why.output.contains("why:     host 'crash.sh'"))
        #expect(why.output.contains("was ended by signal 11 (SEGV)"))
        #expect(why.output.contains("  | last words"))
        #expect(why.output.contains("core:    "))
        #expect(why.output.contains("exit code 139"))
        #expect(try ask("logs", "host").output.contains("crash.sh | last words"))
        #expect(try ask("why", "Other_IN_0").code == 66)
    }

    @Test(.timeLimit(.minutes(1)))
    func `every incarnation of a role that recycles is kept, the last 20`() throws {
        let role = try TemporaryRole()
        try role.host("short.sh", "echo once more; exit 3")
        let run = try run(role, "--recycle", "on-failure")
        #expect(run.wait(for: "exited with code 3"))
        let folder = place.path + "/resources/Directory/local.Trial.DiagnosticStore/Incarnations"
        while (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0 < 1 { sched_yield() }
        for number in 0..<25 {
            try Data().write(to: URL(filePath: folder + "/0000000000000\(10 + number)-1.json"))
        }
        let why = try ask("why")
        #expect(why.output.contains("RestartingRole"))
        #expect(why.output.contains("incarnation 2 followed"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).count == 20)
    }

    @Test(.timeLimit(.minutes(1)))
    func `no socket is opened where none is wanted, and a second role of the name has its own`() throws {
        let role = try TemporaryRole()
        let without = try run(role, "--control-socket", "none", "--deployment-id", "quiet")
        #expect(without.wait(for: "idle host is up"))
        #expect(!FileManager.default.fileExists(atPath: place.path + "/run"))
        let first = try run(role)
        #expect(first.wait(for: "idle host is up"))
        let second = try run(role, "--resources", place.path + "/elsewhere")
        #expect(second.wait(for: "idle host is up"))
        let list = try ask("list").output
        #expect(
            list.contains("local.Trial_IN_0 ") && list.contains("local.Trial_IN_0.\(second.process.processIdentifier)")
        )
        let status = try ask("status")
        #expect(status.code == 64 && status.output.contains("2 run here"))
        #expect(try ask("status", "local.Trial_IN_0").code == 0)
        for run in [without, first, second] { run.signal(SIGTERM) }
        #expect([without, first, second].map { $0.end() } == [0, 0, 0])
    }

    @Test(.timeLimit(.minutes(1)))
    func `the live view fills the screen of tmux, follows its size, and leaves the terminal as it was`() throws {
        let role = try makeRole()
        let run = try run(role)
        #expect(run.wait(for: "idle host is up"))
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        let tmux = Tmux(place.path + "/tmux")
        defer { tmux.run("kill-server") }
        let environment = place.environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
        tmux.run("new-session", "-d", "-s", "w", "-x", "90", "-y", "24", "env PS1='$ ' \(environment) sh")
        tmux.run("send-keys", "-t", "w", "echo before; \(program) status --watch; echo after $?", "Enter")
        #expect(tmux.wait { $0.contains("q quits") && $0.contains("Trial_IN_0 of role Trial") })
        #expect(tmux.run("display", "-p", "-t", "w", "#{alternate_on} #{cursor_flag}") == "1 0\n")
        tmux.run("resize-window", "-t", "w", "-x", "50", "-y", "12")
        #expect(tmux.wait { $0.contains("q quits") && $0.split(separator: "\n").allSatisfy { $0.count <= 50 } })
        _ = try ask("restart", "watch.sh")
        #expect(tmux.wait { $0.contains("SIGN") || $0.contains("startup task 2") })
        tmux.run("send-keys", "-t", "w", "q")
        #expect(tmux.wait { $0.contains("before") && $0.contains("after 0") })
        #expect(tmux.run("display", "-p", "-t", "w", "#{alternate_on} #{cursor_flag}") == "0 1\n")
        tmux.run("resize-window", "-t", "w", "-x", "120", "-y", "40")
        let told = "clear; sh -c 'echo $$ >\(place.path)/pid; exec \(program) status --watch'; echo ended $?; stty -a"
        tmux.run("send-keys", "-t", "w", told, "Enter")
        #expect(tmux.wait { $0.contains("q quits") })
        let text = try String(contentsOfFile: place.path + "/pid", encoding: .utf8)
        let pid = try #require(Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(kill(pid, SIGTERM) == 0)
        #expect(tmux.wait { $0.contains("ended 143") && $0.contains(" icanon") && $0.contains(" echo ") })
        tmux.run("send-keys", "-t", "w", "clear; \(program) status --watch", "Enter")
        #expect(tmux.wait { $0.contains("q quits") })
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(tmux.wait { $0.contains("Trial_IN_0 has ended: a stop was asked for") })
    }

    private var socket: String { place.path + "/run/local.Trial_IN_0.sock" }
}

/// A tmux server of its own.
private struct Tmux {
    private let path: String

    init(_ path: String) { self.path = path }

    @discardableResult
    func run(_ words: String...) -> String {
        // Not Foundation's Process: the server that the first command leaves behind would be waited for, too.
        let file = path + ".out"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // A thread of Dispatch blocks most signals: the server would never hear of an end.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
        var arguments = (["tmux", "-S", path, "-f", "/dev/null"] + words).map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var pid: pid_t = 0
        guard posix_spawnp(&pid, "tmux", &actions, &attributes, &arguments, environ) == 0 else { return "" }
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    /// Looks at the screen until it shows what is wanted, for 20 s at most.
    func wait(until isThere: (String) -> Bool) -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if isThere(run("capture-pane", "-p", "-t", "w")) { return true }
        }
        return false
    }
}
