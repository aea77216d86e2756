import Planning
import RoleModel
import Testing

@Suite struct CommandTests {
    private func command(_ line: String, _ paths: [String], in folder: String? = nil) -> ResolvedCommand? {
        var scene = Scene()
        scene.files = MemoryFiles(paths)
        scene.files.addFolder("/role/approot")
        scene.task(line, in: folder)
        return scene.command
    }

    @Test(arguments: [
        ("setup.sh", "/role/approot/setup.sh", ResolutionRule.asWritten),
        ("Setup.SH", "/role/approot/setup.sh", .ignoringCase),
        ("setup.cmd", "/role/approot/setup.sh", .counterpart),
        ("SETUP.CMD", "/role/approot/setup.sh", .counterpart),
        (#".\setup.cmd"#, "/role/approot/setup.sh", .counterpart),
        (#"Batch\start.bat"#, "/role/approot/Batch/start.py", .counterpart),
        (#"batch\START.exe"#, "/role/approot/Batch/start.py", .counterpart),
        (#""setup.cmd""#, "/role/approot/setup.sh", .counterpart),
        ("node.cmd", "/usr/bin/node", .counterpartOnPath),
        ("Node.exe", "/usr/bin/node", .counterpartOnPath),
        ("node", "/usr/bin/node", .onPath),
        ("setup", "/role/approot/setup.sh", .counterpart),
        ("/usr/bin/node", "/usr/bin/node", .asWritten),
        (#"..\outside.cmd"#, "/role/outside", .counterpart),
    ])
    func `a program is found`(line: String, path: String, rule: ResolutionRule) {
        let files = ["/role/approot/setup.sh", "/role/approot/Batch/start.py", "/usr/bin/node", "/role/outside"]
        let command = command(line, files)
        #expect(command?.program == path)
        #expect(command?.rules == [rule])
        #expect(command?.arguments == [path])
        #expect(command?.executable == path)
    }

    @Test func `a file as it is written comes before its counterparts, and sh before py before none`() {
        let all = ["/role/approot/x.cmd", "/role/approot/x.sh", "/role/approot/x.py", "/role/approot/x"]
        for (count, path) in all.enumerated() {
            #expect(command("x.cmd", Array(all.dropFirst(count)))?.program == path)
        }
    }

    @Test func `the task's folder comes before PATH`() {
        #expect(command("x.cmd", ["/usr/bin/x", "/role/approot/x"])?.program == "/role/approot/x")
    }

    @Test func `a folder is no program`() {
        #expect(command("node", ["/role/approot/node/package", "/usr/bin/node"])?.program == "/usr/bin/node")
    }

    @Test func `a name with a folder is not looked for on PATH`() {
        #expect(command(#".\node.cmd"#, ["/usr/bin/node"]) == nil)
    }

    @Test func `the task's own PATH is searched`() {
        var scene = Scene("/opt/tools/x")
        scene.task("x.exe") { $0.environment = [literal("Path", #"%PATH%;/opt/tools"#)] }
        #expect(scene.command?.program == "/opt/tools/x")
        #expect(scene.variable("PATH") == "/usr/bin:/bin:/opt/tools")
    }

    @Test(arguments: [
        (#"node.cmd .\server.js"#, ["/usr/bin/node", "./server.js"]),
        (#"node.cmd .\SERVER.js"#, ["/usr/bin/node", "./server.js"]),
        (#"node.cmd ..\startup.js"#, ["/usr/bin/node", "../startup.js"]),
        (#"node lib\main.js"#, ["/usr/bin/node", "lib/main.js"]),
        (#"node lib\other.js"#, ["/usr/bin/node", #"lib\other.js"#]),
        (#"node \\server\share"#, ["/usr/bin/node", #"\\server\share"#]),
        (#"node /switch\x"#, ["/usr/bin/node", #"/switch\x"#]),
        (#"node \d+\.\d+"#, ["/usr/bin/node", #"\d+\.\d+"#]),
        (#"node "a b" "" c"d e"f"#, ["/usr/bin/node", "a b", "", "cd ef"]),
        (#"node "say \"hi\"" a\\"b c""#, ["/usr/bin/node", #"say "hi""#, #"a\b c"#]),
        ("node don't (x) a=b ^", ["/usr/bin/node", "don't", "(x)", "a=b", "^"]),
        ("node $ 5$ http://h/?q=1", ["/usr/bin/node", "$", "5$", "http://h/?q=1"]),
        ("node %TEMP% %temp%\\x %NOPE% 100%", ["/usr/bin/node", "/t", "/t/x", "%NOPE%", "100%"]),
    ])
    func `arguments come through as they are meant`(line: String, arguments: [String]) {
        var scene = Scene("/usr/bin/node", "/role/approot/server.js", "/role/startup.js", "/role/approot/lib/main.js")
        scene.adjust = { $0.temporaryFolder = "/t" }
        scene.task(line)
        #expect(scene.command?.arguments == arguments)
        #expect(scene.command?.shellText == nil)
        #expect(scene.codes == [])
    }

    @Test func `a path on a drive is a warning`() {
        var scene = Scene("/usr/bin/node")
        scene.task(#"node C:\x\y.js"#)
        #expect(scene.codes == ["windowsPath"])
        #expect(scene.plan.isRunnable)
        #expect(scene.command?.arguments == ["/usr/bin/node", #"C:\x\y.js"#])
    }

    @Test(arguments: [
        ("cmd /c setup.cmd now", ["/role/approot/setup.sh", "now"]),
        (#"cmd.exe /S /C "setup.cmd now""#, ["/role/approot/setup.sh", "now"]),
        (#"cmd /c "setup.cmd" "a b""#, ["/role/approot/setup.sh", "a b"]),
        (#"cmd /c cmd /c setup.cmd"#, ["/role/approot/setup.sh"]),
    ])
    func `cmd c is left out`(line: String, arguments: [String]) {
        let command = command(line, ["/role/approot/setup.sh"])
        #expect(command?.arguments == arguments)
        #expect(command?.rules.first == .withoutCmd)
        #expect(command?.commandLine == line)
    }

    @Test func `our own programs stand beside wahostbootstrapper`() {
        var scene = Scene("/opt/wahost/iisconfigurator", "/role/base/x64/IISConfigurator.exe")
        scene.adjust = { $0.programsFolder = "/opt/wahost" }
        scene.task("IISConfigurator.exe", in: #"base\x64"#)
        #expect(scene.command?.program == "/opt/wahost/iisconfigurator")
        #expect(scene.command?.rules == [.ownProgram])
    }

    @Test func `our own program needs no folder of Azure's, and is missed when it is not installed`() {
        var scene = Scene()
        scene.task("IISConfigurator.exe", in: #"base\x64"#)
        #expect(scene.codes == ["noSuchProgram"])
        scene.files.add("/opt/wahost/iisconfigurator")
        scene.adjust = { $0.programsFolder = "/opt/wahost" }
        #expect(scene.codes == [])
    }

    @Test func `a folder that is missing is told when the program is somewhere else`() {
        var scene = Scene("/usr/bin/node")
        scene.task("node", in: #"plugins\Gone"#)
        #expect(scene.codes == ["noSuchProgram"])
        #expect(scene.plan.diagnostics.first?.what == #"cannot find the folder 'plugins\Gone' of the program"#)
    }

    @Test func `a role without approot runs in its root`() {
        var scene = Scene()
        scene.files = MemoryFiles(["/role/run.sh"])
        scene.task("run.cmd")
        #expect(scene.command?.program == "/role/run.sh")
        #expect(scene.plan.tasks.first?.workingDirectory == "/role")
    }
}
