import Foundation
import Testing

/// Variables from files (behaviour C7).
@Suite(.serialized) struct EnvironmentFileContractTests {
    private func write(_ text: String, to role: TemporaryRole, _ name: String) throws -> String {
        let file = role.root.appending(path: name)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// Runs a role whose host prints variables, each in brackets.
    private func values(
        _ names: [String],
        _ role: TemporaryRole,
        _ options: [String],
        environment: [String: String] = [:]
    )
        throws -> [String]
    {
        try role.host("show.sh", names.map { "printf '[%s]\\n' \"$\($0)\"" }.joined(separator: "\n"))
        try role.write()
        let run = try RunningBootstrapper(
            ["run"] + options + [role.root.path],
            environment: environment,
            folder: role.root
        )
        #expect(run.end() == 0, "\(run.output)")
        return run.printed("show.sh").split(separator: "\n").map(String.init)
    }

    @Test(.timeLimit(.minutes(1)))
    func `values are taken as they are written: quotes, comments, blanks, dollars, backslashes`() throws {
        let role = try TemporaryRole()
        let file = try write(
            #"""
            # a comment
            ; another one

            PLAIN = two words # no comment \n $HOME %PATH%
            export SHIPPED=yes
            DOUBLE="a \"b\" \\ \$c # d" # a comment
            SINGLE='$x "y" \n'
            EMPTY=
            AGAIN=first
            AGAIN=last

            """#,
            to: role,
            "role.env"
        )
        let names = ["PLAIN", "SHIPPED", "DOUBLE", "SINGLE", "EMPTY", "AGAIN"]
        #expect(
            try values(names, role, ["--env-file", file]) == [
                #"[two words # no comment \n $HOME %PATH%]"#, "[yes]", #"[a "b" \ $c # d]"#, #"[$x "y" \n]"#, "[]",
                "[last]",
            ]
        )
    }

    @Test(.timeLimit(.minutes(1)))
    func `a folder's files win over what is inherited, a file over the folder, the last file over the first`() throws {
        let role = try TemporaryRole()
        let one = try write("ONE=file1\nTWO=file1\n", to: role, "1.env")
        let two = try write("TWO=file2\nRoleName=liar\n", to: role, "2.env")
        for name in ["ZERO", "ONE", "TWO"] { _ = try write("folder\n\n", to: role, "secrets/\(name)") }
        _ = try write("hidden", to: role, "secrets/..data/ZERO")
        let found = try values(
            ["ZERO", "ONE", "TWO", "RoleName", "KEPT"],
            role,
            ["--env-file", one, "--env-file", two, "--env-directory", role.root.path + "/secrets"],
            environment: ["ZERO": "inherited", "ONE": "inherited", "KEPT": "inherited"]
        )
        // One newline at the end of a file is not part of the value; printf's own follows the bracket.
        #expect(found == ["[folder", "]", "[file1]", "[file2]", "[Trial]", "[inherited]"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `WAHOST_ENV_FILE and WAHOST_ENV_DIRECTORY name files, too`() throws {
        let role = try TemporaryRole()
        let one = try write("ONE=1\n", to: role, "1.env")
        let two = try write("TWO=2\n", to: role, "2.env")
        _ = try write("3", to: role, "secrets/THREE")
        let found = try values(
            ["ONE", "TWO", "THREE"],
            role,
            [],
            environment: ["WAHOST_ENV_FILE": "\(one):\(two)", "WAHOST_ENV_DIRECTORY": role.root.path + "/secrets"]
        )
        #expect(found == ["[1]", "[2]", "[3]"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `each fault is told with its place and without a value`() throws {
        let role = try TemporaryRole()
        _ = try write("GOOD=1\nhunter2\nA=\"x\" hunter2\n9=hunter2\nB='hunter2\n", to: role, "role.env")
        let run = try role.run("--env-file", "role.env")
        #expect(run.end() == 78)
        for place in ["role.env:2:8", "role.env:3:7", "role.env:4:1", "role.env:5:3"] {
            #expect(run.output.contains("\(place): error: cannot use"))
        }
        #expect(!run.output.contains("hunter2"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that is not there is no input`() throws {
        let role = try TemporaryRole()
        let run = try role.run("--env-directory", "secrets")
        #expect(run.end() == 66)
        #expect(run.output.contains("cannot read 'secrets': No such file or directory"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `an option of the bootstrapper in a file is told and given to no process`() throws {
        let role = try TemporaryRole()
        let file = try write("WAHOST_RECYCLE=always\nFINE=1\n", to: role, "role.env")
        #expect(try values(["WAHOST_RECYCLE", "FINE"], role, ["--env-file", file]) == ["[]", "[1]"])
    }

    @Test(.timeLimit(.minutes(1)))
    func `neither plan nor log shows a value, wherever it has got to`() throws {
        let role = try TemporaryRole()
        _ = try write("DB=hunter2\n", to: role, "role.env")
        role.hostVariables = "<Variable name=\"CONNECTION\" value=\"db;key=%DB%;\"/>"
        try role.task("first.sh --key %DB%", "echo done")
        for words in [[], ["--json"]] {
            try role.write()
            let plan = try RunningBootstrapper(
                ["plan"] + words + ["--env-file", "role.env", role.root.path],
                folder: role.root
            )
            #expect(plan.end() == 0)
            #expect(plan.output.contains("role.env"))
            #expect(plan.output.contains("CONNECTION"))
            #expect(!plan.output.contains("hunter2"))
        }
        let run = try role.run("--env-file", "role.env", "--log-level", "debug")
        #expect(run.stop(when: "Ready after") == 0)
        #expect(!(run.output + run.log()).contains("hunter2"))
    }
}
