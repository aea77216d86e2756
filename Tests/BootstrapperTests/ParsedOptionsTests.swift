import Bootstrapper
import Lifecycle
import Testing

@Suite struct ParsedOptionsTests {
    private let system = SystemFacts(
        environment: [:],
        currentFolder: "/here",
        executable: "/bin/wahostbootstrapper",
        uid: 1_000,
        gid: 1_000
    )

    private func parse(_ words: String..., environment: [String: String] = [:]) throws(UsageError) -> ParsedOptions {
        try ParsedOptions(.run, words: words, environment: environment)
    }

    private func message(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? UsageError)?.message ?? "\(error)"
        }
    }

    @Test func `the role root is the one operand`() throws {
        #expect(try parse("role").roleRoot == "role")
        #expect(try parse("--emulated", "--", "--odd").roleRoot == "--odd")
        #expect(message { _ = try parse("a", "b") } == "cannot use 'b': run takes [OPTION…] [ROLE_ROOT]")
    }

    @Test func `an option's argument follows as a word or behind an equals sign`() throws {
        #expect(try parse("--role-user", "mill").text(.roleUser) == "mill")
        #expect(try parse("--role-user=mill=x").text(.roleUser) == "mill=x")
    }

    @Test func `the command line wins over the environment`() throws {
        let environment = ["WAHOST_ROLE_USER": "env", "WAHOST_DEPLOYMENT_ID": "d1"]
        let parsed = try parse("--role-user", "line", environment: environment)
        #expect(parsed.text(.roleUser) == "line")
        #expect(parsed.text(.deploymentID) == "d1")
    }

    @Test func `every option but check, json, signal, timeout, help and version has its variable`() {
        for option in OptionDefinition.all {
            let expected = "WAHOST_" + option.name.rawValue.uppercased().split(separator: "-").joined(separator: "_")
            if option.name == .watch, option.commands == [.run] { continue }  // `status` has another one.
            if option.name == .host, option.commands == [.import] { continue }  // It is not the role's.
            let hasNone: Set<OptionDefinition.Name> = [
                .only, .skip, .dryRun,
                .check, .watch, .waitReady, .follow, .lines, .since, .wait, .json, .signal, .timeout, .help, .version,
                .schema, .image, .program, .inImage, .readinessPort, .name, .output,
            ]
            #expect(option.environmentVariable == (hasNone.contains(option.name) ? nil : expected))
        }
    }

    @Test func `a switch from the environment takes words for true and false only`() throws {
        #expect(try parse(environment: ["WAHOST_EMULATED": "yes"]).has(.emulated))
        #expect(try !parse(environment: ["WAHOST_EMULATED": "0"]).has(.emulated))
        #expect(message { _ = try parse(environment: ["WAHOST_EMULATED": "maybe"]) } != nil)
    }

    @Test func `unknown, repeated and incomplete options are told by name`() {
        #expect(message { _ = try parse("--rol") } == "cannot use option '--rol': run does not know it")
        #expect(message { _ = try parse("--emulated", "--emulated") } == "cannot use option '--emulated' twice")
        #expect(message { _ = try parse("--role-user") } == "cannot use option '--role-user' without its USER")
        #expect(
            message { _ = try parse("--emulated=1") }
                == "cannot use option '--emulated=1': '--emulated' takes no argument"
        )
    }

    @Test(arguments: ["0", "-1", "abc", "1e12", "nan", "inf", ""])
    func `a duration is seconds within its range`(text: String) {
        #expect(message { _ = try InputOptions(try parse("--stop-timeout=\(text)"), system: system) } != nil)
    }

    @Test func `durations may have a fraction`() throws {
        let options = try InputOptions(try parse("--stop-timeout", "0.5"), system: system)
        #expect(options.stopTimeout == .milliseconds(500))
    }

    @Test func `a choice is told with its list`() {
        let said = message { _ = try InputOptions(try parse("--recycle", "sometimes"), system: system) }
        #expect(said == "cannot use --recycle 'sometimes': write one of never, on-failure, always")
    }

    @Test(arguments: ["a/b", "..", "a b", ""])
    func `an id that could not be part of a file name is refused`(id: String) {
        #expect(message { _ = try InputOptions(try parse("--instance-id=\(id)"), system: system) } != nil)
    }

    @Test func `paths become absolute and resources have a place for everybody`() throws {
        let options = try InputOptions(try parse("role/../other/", "--role-model", "m.xml"), system: system)
        #expect(options.roleRoot == "/here/other")
        #expect(options.roleModel == "/here/m.xml")
        var home = system
        home.environment["HOME"] = "/home/mill"
        #expect(home.defaultResources == "/home/mill/.local/state/wahost/Resources")
        home.environment["XDG_STATE_HOME"] = "/state"
        #expect(home.defaultResources == "/state/wahost/Resources")
        home.uid = 0
        #expect(home.defaultResources == "/var/lib/wahost/Resources")
    }
}
