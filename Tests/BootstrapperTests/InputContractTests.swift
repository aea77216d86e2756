import Foundation
import Testing

/// Where the files are and what may be in them (behaviour A1, B1–B4, B6).
@Suite struct InputContractTests {
    @Test(.timeLimit(.minutes(1)), arguments: ["operand", "RoleRoot", "current folder", "--role-model"])
    func `the role root is the operand, else RoleRoot, else the current folder, and a file may be elsewhere`(
        way: String
    )
        throws
    {
        let role = try TemporaryRole()
        try role.write()
        let elsewhere = try TemporaryRole()
        var words = ["run"]
        var environment = ["RoleRoot": elsewhere.root.path]
        switch way {
        case "operand": words.append(role.root.path)
        case "RoleRoot": environment["RoleRoot"] = role.root.path
        case "current folder": environment["RoleRoot"] = ""
        default:
            let file = elsewhere.root.appending(path: "Other.xml")
            try FileManager.default.moveItem(at: role.root.appending(path: "RoleModel.xml"), to: file)
            words += ["--role-model", file.path, role.root.path]
        }
        let folder = way == "current folder" ? role.root : elsewhere.root
        let prefix = way == "current folder" ? ["env", "-u", "RoleRoot"] : []
        let run = try RunningBootstrapper(words, environment: environment, folder: folder, through: prefix)
        #expect(run.stop(when: "idle host is up") == 0)
    }

    @Test(.timeLimit(.minutes(1)), arguments: [String.Encoding.utf8, .utf16LittleEndian, .utf16BigEndian])
    func `a role model in UTF-8 or UTF-16, with byte order mark and CRLF, is run`(encoding: String.Encoding) throws {
        let role = try TemporaryRole()
        try role.task("step.sh", "echo $GREETING", variables: "<Variable name='GREETING' value='grüß dich' />")
        try role.write()
        let file = role.root.appending(path: "RoleModel.xml")
        let text = try String(contentsOf: file, encoding: .utf8)
            .replacing("utf-8", with: encoding == .utf8 ? "utf-8" : "utf-16").replacing("\n", with: "\r\n")
        try #require(("\u{feff}" + text).data(using: encoding)).write(to: file)
        let run = try RunningBootstrapper(["run", role.root.path])
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.printed("step.sh") == "grüß dich")
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [
            "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><RoleModel>&c;</RoleModel>",
            "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><RoleModel/>", "<RoleModel", "", "\u{0}\u{0}\u{0}",
            String(repeating: "<a>", count: 100_000),
        ]
    )
    func `a hostile file is a diagnostic and nothing runs`(text: String) throws {
        let role = try TemporaryRole()
        try Data(text.utf8).write(to: role.root.appending(path: "RoleModel.xml"))
        let run = try RunningBootstrapper(["run", role.root.path])
        #expect(run.end() == 78)
        #expect(run.output.contains("RoleModel.xml:1:"), "\(run.output)")
        #expect(run.output.contains("error: cannot "))
    }

    @Test(.timeLimit(.minutes(1)))
    func `plan shows what each command resolved to, and runs nothing`() throws {
        let role = try TemporaryRole()
        try role.script("setup.sh", "echo setup >> order")
        try role.task("setup.cmd")
        let run = try role.run(command: "plan")
        #expect(run.end() == 0)
        #expect(run.output.contains(role.path("setup.sh")), "\(run.output)")
        #expect(role.text("order") == nil)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a new incarnation reads the files again, and keeps the old ones where the new are faulty`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo the word is $WORD; while [ ! -e go ]; do sleep 0.01; done; rm go; exit 1")
        role.hostVariables = "<Variable name='WORD' value='one' />"
        let run = try role.run("--recycle", "always")
        #expect(run.wait(for: "the word is one"))
        role.hostVariables = "<Variable name='WORD' value='two' />"
        try role.write()
        try role.script("go", "")
        #expect(run.wait(for: "the word is two"))
        try Data("<RoleModel".utf8).write(to: role.root.appending(path: "RoleModel.xml"))
        try role.script("go", "")
        #expect(run.wait(for: "cannot use the files as they are now"))
        #expect(run.wait(for: "incarnation 3"))
        #expect(run.wait(for: "host.sh' started (pid"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }
}
