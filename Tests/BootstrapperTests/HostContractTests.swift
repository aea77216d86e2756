import Foundation
import Testing

/// The host: its start, Ready, StatusChecks and its end (behaviour D).
@Suite struct HostContractTests {
    @Test(
        .timeLimit(.minutes(1)),
        arguments: [0, 1, 2, 7, 42, 63, 64, 70, 78, 80, 81, 84, 99, 126, 127, 128, 130, 137, 143, 200, 254, 255]
    )
    func `the host's exit code is that of the bootstrapper`(code: Int) throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "exit \(code)")
        let run = try role.run()
        #expect(run.end() == Int32(code))
        #expect(run.output.contains("host 'host.sh' (RoleModel.xml:9:17) exited with code \(code)"))
        #expect(run.output.contains("; exit code \(code)"))
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [("HUP", 1), ("QUIT", 3), ("KILL", 9), ("USR1", 10), ("SEGV", 11), ("TERM", 15)]
    )
    func `a host that signal n ends, ends the bootstrapper with 128 and n`(name: String, number: Int32) throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "ulimit -c 0; kill -\(name) $$; sleep 600")
        let run = try role.run()
        #expect(run.end() == 128 + number)
        #expect(run.output.contains("was ended by signal \(number) (\(name))"))
    }

    @Test(.timeLimit(.minutes(1)), arguments: [(143, 0), (144, 144), (0, 0)])
    func `an exit code of the host that the model calls a success becomes 0, and no other`(
        code: Int,
        ends: Int32
    ) throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "exit \(code)", with: "linux:successExitCodes='0 143'")
        #expect(try role.run().end() == ends)
    }

    @Test(.timeLimit(.minutes(1)))
    func `the program itself is the bootstrapper's child, in its folder, and nothing is between`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo parent $PPID pid $$ in $PWD; exec sleep 600")
        let run = try role.run()
        #expect(run.wait(for: " in \(role.root.path)/approot"))
        #expect(run.output.contains("host.sh | parent \(run.process.processIdentifier) pid "))
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host whose program has vanished ends the run with 82 and says at which stage`() throws {
        let role = try TemporaryRole()
        try role.task("thief.sh", "rm host.sh")
        try role.host("host.sh", "exec sleep 600")
        let run = try role.run()
        #expect(run.end() == 82)
        #expect(run.output.contains("cannot start host 'host.sh'"))
        #expect(run.output.contains("No such file or directory"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that declares its readiness is Ready when that holds, not when it has been started`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.sh",
            "echo the host works; while [ ! -e go ]; do sleep 0.01; done; printf x >&$READY_FD; exec sleep 600",
            with: "linux:readiness='fd'"
        )
        let run = try role.run()
        #expect(run.wait(for: "the host works"))
        #expect(!run.output.contains("Ready after"))
        try role.script("go", "")
        #expect(run.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that is not ready in time ends the run with 81`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "exec sleep 600", with: "linux:readiness='file:never' linux:readinessTimeout='200ms'")
        let run = try role.run()
        #expect(run.end() == 81)
        #expect(run.output.contains("host 'host.sh' (RoleModel.xml:9:17) did not become Ready in time"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that closes READY_FD and lives on is told of in words of its own, with 81`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "exec 3>&-; echo shut; exec sleep 600", with: "linux:readiness='fd'")
        let run = try role.run()
        #expect(run.end() == 81)
        #expect(run.output.contains("closed its readiness channel (READY_FD) without having become Ready"))
        #expect(!run.output.contains("in time"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a program with setReadyOnProcessStart false is Ready when it says so, and Busy when it says that`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.pl",
            """
            #!/usr/bin/perl
            use Socket;
            $| = 1;
            my $path = $ENV{NOTIFY_SOCKET};
            $path =~ s/^@/\\0/;
            socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
            $SIG{USR1} = sub { send($socket, "READY=1\\nSTATUS=open for all", 0, pack_sockaddr_un($path)) };
            $SIG{USR2} = sub { send($socket, "RELOADING=1", 0, pack_sockaddr_un($path)) };
            print "the host works\\n";
            sleep 600 while 1;
            """,
            with: "setReadyOnProcessStart='false'"
        )
        let run = try role.run()
        #expect(run.wait(for: "the host works"))
        #expect(!run.output.contains("Ready after"))
        run.signal(SIGUSR1)
        #expect(run.wait(for: "Ready after"))
        #expect(run.wait(for: "host 'host.pl' says: open for all"))
        run.signal(SIGUSR2)
        #expect(run.stop(when: "wahost | Busy") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a StatusCheck that fails makes the role Busy until one holds, and both are published`() throws {
        let above = try NotifySocketOfTest()
        let role = try TemporaryRole()
        try role.host("host.sh", "exec sleep 600", with: "linux:statusCheck='exec:/usr/bin/test ! -e ill'")
        let run = try role.run("--status-check-interval", "0.05", environment: ["NOTIFY_SOCKET": above.path])
        #expect(above.receive(until: "READY=1"))
        try role.script("ill", "")
        #expect(run.wait(for: "wahost | Busy"))
        #expect(above.receive(until: "STATUS=Busy"))
        try FileManager.default.removeItem(atPath: role.path("ill"))
        #expect(above.receive(until: "STATUS=Ready"))
        run.signal(SIGTERM)
        #expect(above.receive(until: "STOPPING=1"))
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host whose StatusChecks hang three times is Unresponsive and taken down with 83`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "exec sleep 600", with: "linux:statusCheck='exec:/bin/sleep 600'")
        let run = try role.run("--status-check-interval", "0.05")
        #expect(run.end() == 83)
        #expect(run.output.contains("is Unresponsive: it answered 3 StatusChecks in a row not at all"))
        #expect(run.survivors() == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that is none is refused by name before anything runs`() throws {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo first >> order")
        let run = try role.run("--host", "WaNoSuchHost")
        #expect(run.end() == 78)
        #expect(run.output.contains("WaNoSuchHost"))
        #expect(role.text("order") == nil)
    }
}
