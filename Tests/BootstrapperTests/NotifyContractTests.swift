import ControlSocket
import Foundation
import Testing

/// What hosts and tasks say with sd_notify (behaviour C5, D6, E1).
@Suite(.serialized) struct NotifyContractTests {
    /// A host in Perl that says what a file holds, whenever it is there.
    private let talkative = #"""
        #!/usr/bin/perl
        use Socket;
        $| = 1;
        my $path = $ENV{NOTIFY_SOCKET};
        $path =~ s/^@/\0/;
        socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
        print "the host works, watchdog ", $ENV{WATCHDOG_USEC} // "none", "\n";
        while (1) {
            if (open(my $file, "<", "words")) {
                local $/; my $text = <$file>; close($file); unlink("words");
                send($socket, $text, 0, pack_sockaddr_un($path)); print "said\n";
            }
            exit 0 if -e "end";
            select(undef, undef, undef, 0.01);
        }
        """#

    private func say(_ role: TemporaryRole, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: role.path("words")), options: .atomic)
    }

    @Test(.timeLimit(.minutes(1)))
    func `what a host says about itself is in the status, and its reloading makes it Busy until it is ready again`()
        throws
    {
        let path = "/tmp/wahost-n-\(UUID().uuidString.prefix(8)).sock"
        let role = try TemporaryRole()
        try role.host("host.pl", talkative, with: "linux:readiness='notify'")
        let run = try role.run("--control-socket", path)
        #expect(run.wait(for: "the host works"))
        try say(role, "READY=1\nSTATUS=grinding")
        #expect(run.wait(for: "Ready after"))
        #expect(run.wait(for: "host 'host.pl' says: grinding"))
        let client = ControlClient(path: path)
        #expect(StatusDocument(try client.ask(ControlRequest(.status)).answer).host?.says == "grinding")
        try say(role, "RELOADING=1")
        #expect(run.wait(for: "wahost | Busy"))
        try say(role, "READY=1\nSTATUS=again")
        #expect(run.wait(for: "says: again"))
        #expect(run.says(inOrder: ["Ready after", "reloads", "wahost | Busy", "Ready after"]))
        try role.script("end", "")
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host that asks for more time while it starts and while it ends gets it`() throws {
        let role = try TemporaryRole()
        try role.host(
            "host.pl",
            #"""
            #!/usr/bin/perl
            use Socket;
            $| = 1;
            my $path = $ENV{NOTIFY_SOCKET};
            $path =~ s/^@/\0/;
            socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
            sub say_it { send($socket, $_[0], 0, pack_sockaddr_un($path)) }
            $SIG{TERM} = sub {
                say_it("EXTEND_TIMEOUT_USEC=20000000"); select(undef, undef, undef, 0.6); print "ended late\n"; exit 0
            };
            say_it("EXTEND_TIMEOUT_USEC=20000000");
            select(undef, undef, undef, 0.6);
            say_it("READY=1");
            sleep 600 while 1;
            """#,
            with: "linux:readiness='notify' linux:readinessTimeout='200ms'"
        )
        let run = try role.run("--stop-timeout", "0.2")
        #expect(run.stop(when: "Ready after") == 0)
        #expect(run.output.contains("asks for 20 s more"))
        #expect(run.output.contains("ended late"))
        #expect(!run.output.contains("killing it"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a host whose watchdog is silent does not answer, until it is heard again`() throws {
        let role = try TemporaryRole()
        try role.host("host.pl", talkative, with: "linux:statusCheck='notify'")
        let run = try role.run("--status-check-interval", "0.3")
        #expect(run.wait(for: "the host works, watchdog 300000"))
        try say(role, "READY=1")
        #expect(run.wait(for: "has not said WATCHDOG=1 for"))
        try say(role, "WATCHDOG=1")
        try role.script("end", "")
        #expect(run.end() == 0)
    }
}
