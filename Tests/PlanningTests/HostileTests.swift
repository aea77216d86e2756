import Planning
import RoleModel
import Testing

@Suite struct HostileTests {
    private static let pieces = [
        "\"", "'", "\\", "%", "$", "(", ")", "`", "&", "|", ";", "<", ">", "*", " ", "\t", "\n", "\r\n", "\0", "1", "a",
        ".",
        "/", "..", ":", "C:", "cmd", "/c", "exec", "x.cmd", "é", "👩‍👩‍👧", "\u{301}", "\u{FEFF}", "=", "-", "#", "~", "^",
    ]

    /// A small generator of its own, so that a failing seed can be run again.
    private struct Random: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    private func text(_ random: inout Random) -> String {
        (0..<Int.random(in: 0...12, using: &random)).map { _ in Self.pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    @Test func `no line, folder, name or value traps, and each gives the same plan twice`() {
        var random = Random(state: 42)
        for _ in 0..<500 {
            var scene = Scene("/role/approot/x.sh", "/role/approot/a", "/usr/bin/a")
            scene.task(text(&random), [.simple, .background, .foreground].randomElement(using: &random) ?? .simple) {
                $0.relativePath = Bool.random(using: &random) ? text(&random) : nil
                $0.environment = [literal(text(&random), text(&random)), literal("PATH", text(&random))]
                $0.linux.readiness = .exec(commandLine: text(&random))
            }
            scene.program(text(&random))
            scene.role.user = Bool.random(using: &random) ? text(&random) : nil
            let plan = scene.plan
            #expect(plan.json() == scene.plan.json())
            #expect(!plan.text().isEmpty)
        }
    }

    @Test func `the pieces of a line put together are the line`() throws {
        var scene = Scene()
        scene.task("$x" + String(repeating: "\"", count: 100_001))
        #expect(scene.codes == ["unclosedQuote"])
        scene.role.startupTasks[0].commandLine = String(repeating: "cmd /c ", count: 10_000) + "x"
        #expect(scene.codes == ["noSuchProgram"])
    }

    @Test func `no control character reaches a terminal`() {
        var scene = Scene("/role/approot/x.sh")
        scene.task("x.sh \u{1B}[31m") { $0.environment = [literal("A\u{7}", "\u{1B}]0;x\u{7}")] }
        #expect(!scene.plan.text().unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
}
