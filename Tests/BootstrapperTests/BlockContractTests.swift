import Foundation
import TestSurroundings
import Testing

/// `/blockStartup` pairs and readiness (behaviour C4–C6).
@Suite struct BlockContractTests {
    /// Tells `NOTIFY_SOCKET` what its argument says, then stays.
    private static let notify = """
        #!/usr/bin/perl
        use Socket;
        my $path = $ENV{NOTIFY_SOCKET};
        $path =~ s/^@/\\0/;
        socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
        send($socket, "READY=1", 0, pack_sockaddr_un($path)) or die $!;
        sleep 600;
        """

    /// Listens at a port, or at a path, and answers each connection like a web server; then stays.
    private static func serve(_ place: String) -> String {
        """
        #!/usr/bin/perl
        use Socket;
        my $place = "\(place)";
        if ($place =~ /^[0-9]+$/) {
            socket(SERVER, AF_INET, SOCK_STREAM, 0) or die $!;
            setsockopt(SERVER, SOL_SOCKET, SO_REUSEADDR, 1);
            bind(SERVER, pack_sockaddr_in($place, inet_aton("127.0.0.1"))) or die $!;
        } else {
            socket(SERVER, AF_UNIX, SOCK_STREAM, 0) or die $!;
            bind(SERVER, pack_sockaddr_un($place)) or die $!;
        }
        listen(SERVER, 5) or die $!;
        $SIG{PIPE} = "IGNORE";
        while (accept(my $client, SERVER)) {
            syswrite($client, "HTTP/1.0 204 No Content\\r\\n\\r\\n");
            close($client);
        }
        """
    }

    private func pair(_ readiness: String, _ agent: String, timeout: String = "20s") throws -> TemporaryRole {
        let role = try TemporaryRole()
        let limits = "linux:readinessTimeout='\(timeout)'"
        try role.task("agent.sh", agent, with: "taskType='background' linux:readiness='\(readiness)' \(limits)")
        try role.task("agent.sh /blockStartup")
        try role.task("behind.sh", "echo behind the block")
        return role
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["notify", "fd", "tcp", "unix", "http", "file", "exec"])
    func `a pair whose agent declares its readiness waits for just that, and runs no second program`(
        kind: String
    ) throws {
        let port = try LoopbackPort.free()
        let (readiness, agent) =
            switch kind {
            case "notify": ("notify", Self.notify)
            case "fd": ("fd", "printf x >&$READY_FD; exec sleep 600")
            case "tcp": ("tcp:\(port)", Self.serve("\(port)"))
            case "unix": ("unix:door", Self.serve("door"))
            case "http": ("http://127.0.0.1:\(port)/health", Self.serve("\(port)"))
            case "file": ("file:mark", "echo > mark; exec sleep 600")
            default: ("exec:/usr/bin/test -e mark", "echo > mark; exec sleep 600")
            }
        let role = try pair(readiness, agent)
        let run = try role.run()
        #expect(run.wait(for: "behind the block"))
        #expect(run.wait(for: "idle host is up"))
        // What the host prints and what we say have an order each.
        #expect(run.wait(for: "'agent.sh' is initialised after"))
        #expect(
            run.says(inOrder: [
                "waits until startup task 1 of 3 'agent.sh' is initialised", "'agent.sh' is initialised after",
            ])
        )
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(!run.output.contains("startup task 2 of 3 'agent.sh /blockStartup' started"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: ["notify", "fd", "tcp:1", "unix:door", "http://127.0.0.1:1/", "file:mark", "exec:/bin/false"]
    )
    func `a pair whose agent does not become ready in time ends with 81, starts nothing more and leaves nobody`(
        kind: String
    )
        throws
    {
        let role = try pair(kind, "exec sleep 600", timeout: "300ms")
        let run = try role.run()
        #expect(run.end() == 81)
        #expect(run.output.contains("'agent.sh /blockStartup' (RoleModel.xml:6:5) waited in vain"))
        #expect(run.output.contains("'agent.sh' (RoleModel.xml:5:5) did not become ready in time"))
        #expect(!run.output.contains("behind the block"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `an agent that fails before it is ready ends the run with 80, both tasks named and its last words shown`()
        throws
    {
        let role = try pair("fd", "echo no key for the vault >&2; exit 4")
        let run = try role.run()
        #expect(run.end() == 80)
        #expect(
            run.output.contains(
                "startup task 2 of 3 'agent.sh /blockStartup' (RoleModel.xml:6:5) waited in vain: "
                    + "startup task 1 of 3 'agent.sh' (RoleModel.xml:5:5) exited with code 4"
            )
        )
        #expect(run.says(inOrder: ["last lines of startup task 1 of 3 'agent.sh'", "| no key for the vault"]))
        #expect(!run.output.contains("behind the block"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `an agent that ends with 0 counts as initialised`() throws {
        let role = try pair("file:never", "exit 0")
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.output.contains("behind the block"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `an agent that shuts its readiness descriptor without a byte fails the pair at once, not at the timeout`()
        throws
    {
        let role = try pair("fd", "exec 3>&-; exec sleep 600", timeout: "none")
        let run = try role.run()
        #expect(run.end() == 81)
        #expect(run.output.contains("closed its readiness channel without having become ready"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `an agent that shuts its readiness descriptor does not harm the bootstrapper, 60 times`() throws {
        let role = try pair("fd", "exec 3>&-; exec sleep 600")
        for _ in 1...60 { #expect(try role.run().end() == 81) }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a pair that declares no readiness runs its program, which finds the channel in its environment`() throws {
        let role = try TemporaryRole()
        try role.task(
            "agent.sh",
            """
            if [ "$1" = /blockStartup ]; then
                echo waiting at $WaBlockStartupChannel
                exec "$WAHOST_EXECUTABLE" block-startup
            fi
            "$WAHOST_EXECUTABLE" block-startup --signal
            exec sleep 600
            """,
            with: "taskType='background'"
        )
        try role.task("agent.sh /blockStartup")
        try role.task("behind.sh", "echo behind the block")
        let run = try role.run()
        #expect(run.wait(for: "behind the block"))
        #expect(run.wait(for: "idle host is up"))
        #expect(run.output.contains("agent.sh /blockStartup | waiting at /"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a script's own waiting program may fail the start, as any simple task`() throws {
        let role = try TemporaryRole()
        try role.task("agent.sh", "[ \"$1\" = /blockStartup ] && exit 5; exec sleep 600", with: "taskType='background'")
        try role.task("agent.sh /blockStartup")
        let run = try role.run()
        #expect(run.end() == 80)
        #expect(run.output.contains("'agent.sh /blockStartup' (RoleModel.xml:6:5) exited with code 5"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `block-startup ends with 81 when its own limit is over, and with 64 outside of a pair`() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wahost-channel-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let channel = ["WaBlockStartupChannel": folder.appending(path: "mark").path]
        #expect(try RunningBootstrapper(["block-startup", "--timeout", "0.1"], environment: channel).end() == 81)
        #expect(try RunningBootstrapper(["block-startup", "--signal"], environment: channel).end() == 0)
        #expect(try RunningBootstrapper(["block-startup"], environment: channel).end() == 0)
        #expect(try RunningBootstrapper(["block-startup"]).end() == 64)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a stop while a pair waits ends the start with 0`() throws {
        let role = try pair("file:never", "echo the agent is up; exec sleep 600", timeout: "none")
        let run = try role.run()
        #expect(run.wait(for: "waits until"))
        #expect(run.stop(when: "the agent is up") == 0)
        #expect(!run.output.contains("behind the block"))
        #expect(run.survivors() == [])
    }
}
