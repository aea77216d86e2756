import Planning
import RoleModel
import Testing

@Suite struct ProgramFileTests {
    private func scene(
        _ line: String,
        _ file: String,
        _ content: String,
        mode: UInt32 = 0o644,
        also: [String] = []
    ) -> Scene {
        var scene = Scene()
        scene.files = MemoryFiles(also)
        scene.files.add("/role/approot/\(file)", content, mode: mode)
        scene.task(line)
        return scene
    }

    @Test(arguments: [
        ("x.sh", "echo\n", ["/bin/sh", "/role/approot/x.sh"], ResolutionRule.interpreterByEnding),
        ("x.py", "print()\r\n", ["/usr/bin/python3", "/role/approot/x.py"], .interpreterByEnding),
        (
            "x.sh", "#!/usr/bin/env -S python3 -u\n", ["/usr/bin/env", "-S python3 -u", "/role/approot/x.sh"],
            .interpreterByFirstLine
        ),
        ("x.sh", "", ["/bin/sh", "/role/approot/x.sh"], .interpreterByEnding),
    ])
    func `a script without the x bit is run by its interpreter`(
        file: String,
        content: String,
        arguments: [String],
        rule: ResolutionRule
    ) {
        let scene = scene("x.cmd", file, content)
        #expect(scene.command?.arguments == arguments)
        #expect(scene.command?.executable == arguments.first)
        #expect(scene.command?.rules == [.counterpart, rule])
    }

    @Test func `a PowerShell script is run by pwsh where there is one`() {
        #expect(scene("x.ps1", "x.ps1", "dir\r\n").codes == ["windowsProgram"])
        let scene = scene("x.ps1 -a", "x.ps1", "dir\r\n", also: ["/usr/bin/pwsh"])
        #expect(scene.command?.arguments == ["/usr/bin/pwsh", "-File", "/role/approot/x.ps1", "-a"])
        #expect(self.scene("PowerShell.exe -x", "y", "", also: ["/usr/bin/pwsh"]).command?.program == "/usr/bin/pwsh")
    }

    @Test(arguments: [
        ("x.exe", "x.exe", "MZ\u{1}\0\0", UInt32(0o755), "windowsProgram"),
        ("x.cmd", "x.cmd", "@echo off\r\n", 0o755, "windowsProgram"),
        ("run", "run", "#!/bin/sh\n", 0o644, "notExecutable"),
        ("run", "run", "\u{7F}ELF\0", 0o644, "notExecutable"),
        ("run", "run", "echo\n", 0o755, "unknownProgramFormat"),
        ("x.sh", "x.sh", "#!/bin/sh\r\n", 0o755, "carriageReturns"),
        ("x.sh", "x.sh", "set -e\r\n", 0o755, "carriageReturns"),
        ("x.sh", "x.sh", "#!/bin/zsh\n", 0o755, "noInterpreter"),
        ("x.sh", "x.sh", "#!/usr/bin/env ruby\n", 0o755, "noInterpreter"),
        ("x.sh", "x.sh", "#!\n", 0o755, "noInterpreter"),
        ("gone.cmd", "x.sh", "#!/bin/sh\n", 0o755, "noSuchProgram"),
        (#"C:\gone.cmd"#, "x.sh", "#!/bin/sh\n", 0o755, "noSuchProgram"),
        ("  ", "x.sh", "#!/bin/sh\n", 0o755, "emptyCommandLine"),
    ])
    func `what can not be run is told before anything runs`(
        line: String,
        file: String,
        content: String,
        mode: UInt32,
        code: String
    ) {
        let plan = scene(line, file, content, mode: mode).plan
        #expect(plan.diagnostics.map(\.code) == [code])
        #expect(plan.diagnostics.first?.location == Scene.place(10, 24))
        #expect(plan.tasks.first?.command == nil)
        #expect(!plan.isRunnable)
    }

    @Test func `the search goes on behind a Windows program and a file that can not be executed`() {
        #expect(scene("x.exe", "x.exe", "MZ\0", also: ["/role/approot/x.sh"]).command?.program == "/role/approot/x.sh")
        #expect(scene("node", "node", "notes\n", also: ["/usr/bin/node"]).command?.program == "/usr/bin/node")
    }

    @Test func `a program that only its owner may execute is nothing for the role user`() {
        var scene = scene("run", "run", "#!/bin/sh\n", mode: 0o700)
        scene.userID = 0
        #expect(scene.codes == [])
        scene.adjust = { $0.roleUser = "mill" }
        #expect(scene.codes == ["notExecutable"])
        #expect(scene.plan.diagnostics.first?.mend == "chmod a+rx '/role/approot/run'")
    }

    @Test func `a missing program is told with all that was looked for, in order`() {
        var scene = Scene()
        scene.task("setup_worker.cmd 1<&2 >> log.txt")
        #expect(
            scene.plan.diagnostics.rendered == """
                RoleModel.xml:10:24: error: cannot find the program 'setup_worker.cmd' [noSuchProgram]
                  why:  startup task 1 runs it; looked for approot/setup_worker.cmd, approot/setup_worker.sh, \
                approot/setup_worker.py, approot/setup_worker, setup_worker.cmd, setup_worker on PATH (/usr/bin:/bin)
                  mend: put its Linux counterpart setup_worker.sh, setup_worker.py or setup_worker into 'approot'
                """
        )
    }
}
