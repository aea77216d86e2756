import Importing
import RoleModel
import Testing

@Suite struct SupervisordImportTests {
    private static let shop = """
        ; a shop of two daemons
        [unix_http_server]
        file=/run/supervisor.sock

        [supervisord]
        nodaemon=true
        environment=REGION="north, by west",STAGE=live

        [program:web]
        command=/usr/bin/python3 -m http.server %(ENV_PORT)s ; serves
        priority=200

        [program:queue]
        command=/srv/shop/queue --name "%(program_name)s $HOME" --load 50%%
        directory=/srv/shop
        environment=LEVEL=debug,
            NOTE="it's a %(here)s"
        autorestart=true
        stopsignal=INT
        stopwaitsecs=7
        exitcodes=0,3
        user=www-data
        priority=100
        startretries=5

        [program:worker]
        command=/srv/shop/worker %(process_num)02d
        numprocs=2
        priority=150

        [program:later]
        command=/bin/true
        autostart=false

        [eventlistener:crashmail]
        command=crashmail
        """

    private static func role(_ text: String, host: String? = nil) throws -> (role: Role, notes: [ImportNote]) {
        let made = SupervisordImport(text, roleName: "Shop", folder: "/etc/shop", host: host)
        let written = try #require(made.roleModel)
        let reading = Role.read([UInt8](written.utf8), file: "RoleModel.xml")
        #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map { $0.rendered })")
        return (try #require(reading.value), made.notes)
    }

    @Test func `programs become background tasks by priority, and the last becomes the host`() throws {
        let role = try Self.role(Self.shop).role
        #expect(role.startupTasks.map(\.taskType) == [.background, .background, .background])
        #expect(
            role.startupTasks.map(\.commandLine) == [
                "cd /srv/shop && exec /srv/shop/queue --name 'queue $HOME' --load '50%'", "/srv/shop/worker 0",
                "/srv/shop/worker 1",
            ]
        )
        guard case .program(let command, _, _) = role.runtime.entryPoint else {
            Issue.record("no program")
            return
        }
        #expect(command.hasPrefix("/usr/bin/python3 -m http.server"))
    }

    @Test func `limits, user, restart and environment come over`() throws {
        let task = try #require(try Self.role(Self.shop).role.startupTasks.first)
        #expect(task.linux.restart == .always)
        #expect(task.linux.stopSignal == 2)
        #expect(task.linux.stopTimeout == .seconds(7))
        #expect(task.linux.successExitCodes == [0, 3])
        #expect(task.linux.user == "www-data")
        #expect(task.executionContext == .limited)
        let variables = task.environment.map { variable in
            if case .literal(let value) = variable.value { return "\(variable.name)=\(value)" }
            return variable.name
        }
        #expect(variables == ["REGION=north, by west", "STAGE=live", "LEVEL=debug", "NOTE=it's a /etc/shop"])
    }

    @Test func `what does not come over is said, with its line`() throws {
        let notes = try Self.role(Self.shop).notes
        let said = Dictionary(grouping: notes, by: \.line).mapValues { $0.map(\.text).joined(separator: "; ") }
        #expect(said[10]?.contains("%(ENV_PORT)s") == true)
        #expect(said[24]?.contains("tries again") == true)
        #expect(said[31]?.contains("autostart=false") == true)
        #expect(said[35]?.contains("no counterpart") == true)
        #expect(said[9]?.contains("becomes the host") == true)
    }

    @Test func `another program can be named the host`() throws {
        let role = try Self.role(Self.shop, host: "worker-1").role
        guard case .program(let command, _, _) = role.runtime.entryPoint else {
            Issue.record("no program")
            return
        }
        #expect(command == "/srv/shop/worker 1")
    }

    @Test(arguments: [
        ("", "there is no [program:…]"), ("[program:a]\n", "has no command"),
        ("[program:a]\ncommand='x\n", "a quote is not closed"),
        ("[program:a]\ncommand=x\nnumprocs=0", "write 1 to 1000"),
        ("[include]\nfiles=*.conf", "are not followed"), ("nonsense", "neither a section nor a key"),
    ])
    func `a file that can not be used says why`(text: String, why: String) {
        let made = SupervisordImport(text, roleName: "A", folder: "/")
        #expect(made.roleModel == nil)
        #expect(made.notes.contains { $0.isError && $0.text.contains(why) }, "\(made.notes)")
    }

    @Test func `any bytes end in a result`() {
        var state: UInt64 = 7
        let alphabet = Array("[]program:a\n=;#%()s'\"\\ \tcommand,ü\u{0}")
        for _ in 0..<20_000 {
            var text = ""
            for _ in 0..<(8 + Int(state % 60)) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text.append(alphabet[Int(state >> 33) % alphabet.count])
            }
            _ = SupervisordImport("[program:a]\ncommand=" + text, roleName: "A", folder: "/")
        }
    }
}
