import Planning
import RoleModel
import Testing

@Suite struct ShellCommandTests {
    private func scene(_ line: String) -> Scene {
        var scene = Scene(
            "/role/approot/setup.sh",
            "/role/approot/my setup.sh",
            "/role/approot/sub/x.py",
            "/usr/bin/node",
            "/usr/bin/tail"
        )
        scene.adjust = { $0.temporaryFolder = "/t mp" }
        scene.task(line)
        return scene
    }

    @Test(arguments: [
        ("setup.cmd > log.txt", "exec ./setup.sh > log.txt"),
        ("setup.cmd 1<&2 >> log.txt", "exec ./setup.sh 1<&2 >> log.txt"),
        ("setup.cmd > setup.log 2> setup-error.log", "exec ./setup.sh > setup.log 2> setup-error.log"),
        ("setup.cmd >nul 2>&1", "exec ./setup.sh >/dev/null 2>&1"),
        ("setup.cmd < NUL", "exec ./setup.sh < /dev/null"),
        ("> log.txt setup.cmd", "> log.txt exec ./setup.sh"),
        (#"setup.cmd > logs\out.txt"#, "exec ./setup.sh > logs/out.txt"),
        (#"setup.cmd >> "%TEMP%\a.log" 2>&1"#, "exec ./setup.sh >> '/t mp/a.log' 2>&1"),
        (#""my setup.cmd" > x"#, "exec './my setup.sh' > x"),
        (#"setup.cmd sub\x.py .\y \d > x"#, #"exec ./setup.sh sub/x.py ./y '\d' > x"#),
        (#"node sub\x.py \d > x"#, #"exec /usr/bin/node sub/x.py \d > x"#),
        ("node server.js | tail -1", "/usr/bin/node server.js | /usr/bin/tail -1"),
        ("setup.cmd && node x", "./setup.sh && /usr/bin/node x"),
        ("setup.cmd & node x", "./setup.sh ; /usr/bin/node x"),
        ("node a & node b", "/usr/bin/node a & /usr/bin/node b"),
        ("node x &", "/usr/bin/node x &"),
        ("node $HOME", "exec /usr/bin/node $HOME"),
        (#"node "$HOME/x y""#, #"exec /usr/bin/node "$HOME/x y""#),
        ("node `tail x`", "exec /usr/bin/node `tail x`"),
        ("node 'a b' \"c d\"", "exec /usr/bin/node 'a b' \"c d\""),
        (#"setup.cmd src\*.js"#, "exec ./setup.sh src/*.js"),
        ("A=1 B=2 node x > y", "A=1 B=2 /usr/bin/node x > y"),
        ("exec node x > y", "exec /usr/bin/node x > y"),
        ("cd sub && ./x.py", "cd sub && ./x.py"),
        ("if test -e a; then node a; else tail b; fi", "if test -e a; then /usr/bin/node a; else /usr/bin/tail b; fi"),
        ("(node a; tail b) > x", "(/usr/bin/node a; /usr/bin/tail b) > x"),
        ("for i in 1 2; do nothing $i; done", "for i in 1 2; do nothing $i; done"),
        ("echo hello > x", "echo hello > x"),
        ("exit 7", "exit 7"),
        ("$PROGRAM x", "$PROGRAM x"),
        ("node $(tail -1 x | tail -1) y", "exec /usr/bin/node $(tail -1 x | tail -1) y"),
        ("cmd /c setup.cmd > log.txt", "exec ./setup.sh > log.txt"),
    ])
    func `shell syntax goes through sh, its programs translated`(line: String, text: String) {
        let scene = scene(line)
        let command = scene.command
        #expect(command?.arguments == ["/bin/sh", "-c", text])
        #expect(command?.shellText == text)
        #expect(command?.rules.last == .shell)
        #expect(scene.codes == [])
    }

    @Test func `an interpreter is named in the shell's text, too`() {
        var scene = scene("raw.cmd > x")
        scene.files.add("/role/approot/raw.sh", "echo\n", mode: 0o644)
        #expect(scene.command?.shellText == "exec /bin/sh ./raw.sh > x")
        #expect(scene.command?.rules == [.counterpart, .interpreterByEnding, .shell])
    }

    @Test func `a quote that is never closed is told`() {
        #expect(scene(#"setup.cmd "a > x | node"#).codes == [])
        #expect(scene(#"setup.cmd > "x"#).codes == ["unclosedQuote"])
        #expect(scene("node $(tail").codes == ["unclosedQuote"])
    }

    @Test func `each missing program of a list is told, as a warning where another may stand in`() {
        #expect(scene("gone.cmd && node x | gone2").codes == ["noSuchProgram", "noSuchProgram"])
        let plan = scene("gone x || node x").plan
        #expect(plan.diagnostics.map(\.severity) == [.warning])
        #expect(plan.isRunnable)
    }
}
