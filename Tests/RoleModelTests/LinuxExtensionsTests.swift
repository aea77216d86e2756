import RoleModel
import Testing

@Suite struct LinuxExtensionsTests {
    private func linux(_ attributes: String) -> LinuxExtensions? {
        Fixtures.reading(task: attributes).value?.startupTasks.first?.linux
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)), ("1h", .seconds(3_600)),
        ("45", .seconds(45)), (" 7s ", .seconds(7)), ("366", .seconds(366)), ("8784h", .seconds(366 * 86_400)),
    ])
    func `a duration is read`(written: String, duration: Duration) {
        #expect(linux("linux:timeout='\(written)'")?.timeout == duration)
    }

    @Test(arguments: [
        "0", "0s", "-1", "1.5s", "s", "5 s", "5min", "1d", "+5", "٣s", "8785h", "99999999999999999999h",
        "9223372036854775807ms", "9223372036854775807h", "Infinity",
    ])
    func `what is no duration is refused`(written: String) {
        #expect(Fixtures.codes(task: "linux:timeout='\(written)'") == ["badDuration"])
    }

    @Test func `no limit is none or infinity, and its property nil`() {
        #expect(linux("linux:timeout='none'")?.unlimited == [.timeout])
        #expect(linux("linux:timeout='infinity'")?.timeout == nil)
        #expect(linux("taskType='background' linux:readinessTimeout='none'")?.unlimited == [.readinessTimeout])
        #expect(linux("linux:stopTimeout='0'")?.stopTimeout == .zero)
    }

    @Test(arguments: [
        ("SIGQUIT", Int32(3)), ("QUIT", 3), ("15", 15), ("64", 64), ("SIGRTMIN+3", 37), ("RTMAX-1", 63), ("SIGKILL", 9),
    ])
    func `a signal is read`(written: String, number: Int32) {
        #expect(linux("linux:stopSignal='\(written)'")?.stopSignal == number)
    }

    @Test(arguments: [
        "0", "65", "19", "SIGSTOP", "STOP", "sigterm", "SIG", "SIGRTMIN+31", "RTMIN+", "-1", "99999999999",
    ])
    func `what is no signal that ends is refused`(written: String) {
        #expect(Fixtures.codes(task: "linux:stopSignal='\(written)'") == ["badStopSignal"])
    }

    @Test func `exit codes are numbers and ranges, with blanks or commas`() {
        #expect(
            linux("linux:successExitCodes='0 143 200-205'")?.successExitCodes == [0, 143, 200, 201, 202, 203, 204, 205]
        )
        #expect(linux("linux:successExitCodes='0,1 , 2'")?.successExitCodes == [0, 1, 2])
        #expect(linux("linux:successExitCodes='0-255'")?.successExitCodes?.count == 256)
    }

    @Test(arguments: ["256", "-1", "5-1", "1-2-3", "a", "1-", ",", "0x1"])
    func `what is no list of exit codes is refused`(written: String) {
        #expect(Fixtures.codes(task: "linux:successExitCodes='\(written)'") == ["badSuccessExitCodes"])
    }

    @Test(arguments: [
        ("notify", Readiness.notify), ("fd", .fd), ("tcp:80", .tcp(host: "127.0.0.1", port: 80)),
        ("tcp:db.example:5432", .tcp(host: "db.example", port: 5432)),
        ("tcp:[::1]:6379", .tcp(host: "::1", port: 6379)),
        ("unix:/run/x.sock", .unix(path: "/run/x.sock")), ("file: ready ", .file(path: "ready")),
        ("http://localhost/", .http(host: "localhost", port: 80, target: "/")),
        ("http://[::1]:8080/a?b=c:d", .http(host: "::1", port: 8080, target: "/a?b=c:d")),
        ("http://h:81", .http(host: "h", port: 81, target: "/")),
        ("http://h?x", .http(host: "h", port: 80, target: "/?x")),
        ("exec:pg_isready -h db", .exec(commandLine: "pg_isready -h db")),
    ])
    func `readiness is read, and its description reads back`(written: String, readiness: Readiness) throws {
        #expect(try Readiness(written) == readiness)
        #expect(try Readiness(readiness.description) == readiness)
    }

    @Test(arguments: [
        "", "Notify", "notify:", "fd:3", "tcp", "tcp:", "tcp:0", "tcp:65536", "tcp:a:b", "tcp::80", "tcp:::1:80",
        "tcp:[]:1",
        "unix:", "file: ", "exec:", "http:", "http://", "http:///x", "http://u@h/", "http://h/#f", "http://h:0/",
        "http://h/a b",
        "http://h:99999/", "ftp://h", "tcp:[::1]", "http://grüße/", "tcp:a b:1",
    ])
    func `what is no readiness is refused with the forms there are`(written: String) {
        do throws(Diagnostic) {
            let read = try Readiness(written)
            Issue.record("\(read)")
        } catch {
            #expect(error.code == "badReadiness")
            #expect(error.mend.contains("'unix:PATH'"))
        }
    }

    @Test func `a status check may be notify or any kind that can be asked again, but not a descriptor`() throws {
        #expect(try Readiness(statusCheck: "notify") == .notify)
        #expect(try Readiness(statusCheck: "exec:x") == .exec(commandLine: "x"))
        let host = "<ProgramEntryPoint commandLine='a' linux:statusCheck='fd'/>"
        #expect(Fixtures.codes(body: "<Runtime><EntryPoint>\(host)</EntryPoint></Runtime>") == ["badStatusCheck"])
    }

    @Test(arguments: [
        ("linux:restart='always'", "simple", true), ("linux:restart='always'", "foreground", false),
        ("linux:timeout='1s'", "simple", false), ("linux:timeout='1s'", "background", true),
        ("linux:readiness='fd'", "simple", true), ("linux:readiness='fd'", "foreground", false),
        ("linux:readinessTimeout='1s'", "simple", true), ("linux:stopSignal='INT'", "simple", false),
    ])
    func `an attribute is refused on tasks of a type that has no use for it`(
        written: String,
        type: String,
        refused: Bool
    ) {
        #expect(Fixtures.codes(task: "taskType='\(type)' \(written)") == (refused ? ["wrongTaskType"] : []))
    }

    @Test func `each attribute is accepted where the table says, and an error everywhere else`() {
        let values: [LinuxAttribute: String] = [
            .user: "u", .timeout: "1s", .readiness: "notify", .readinessTimeout: "1s", .statusCheck: "tcp:1",
            .restart: "always", .stopSignal: "INT", .stopTimeout: "1s", .successExitCodes: "0",
            .runtimeEndpoint: "socket",
        ]
        let places: [(String, Set<LinuxAttribute>)] = [
            ("<Startup @/>", []), ("<Runtime @/>", program),
            ("<Runtime><EntryPoint><ProgramEntryPoint commandLine='a' @/></EntryPoint></Runtime>", program),
            ("<Runtime><EntryPoint><NetFxEntryPoint assemblyName='a' @/></EntryPoint></Runtime>", library),
            ("<Runtime @><EntryPoint><NetFxEntryPoint assemblyName='a'/></EntryPoint></Runtime>", library),
            ("<Sites @/>", []), ("<Properties><Property name='a' value='b' @/></Properties>", []),
        ]
        for (place, allowed) in places {
            for (attribute, value) in values {
                let body = place.replacing("@", with: "linux:\(attribute.rawValue)='\(value)'")
                let expected = allowed.contains(attribute) ? [] : ["misplacedLinuxAttribute"]
                #expect(Fixtures.codes(body: body) == expected, "\(body)")
            }
        }
    }

    private let program: Set<LinuxAttribute> = Set(LinuxAttribute.allCases).subtracting([.timeout, .restart])
    private let library: Set<LinuxAttribute> = [.user, .stopTimeout, .runtimeEndpoint]
}
