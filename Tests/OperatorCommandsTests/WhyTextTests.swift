import ControlSocket
import Testing

@testable import OperatorCommands

/// What `why` says, compared whole.
@Suite struct WhyTextTests {
    /// A crash of a host.
    static func record() -> IncarnationRecord {
        var record = IncarnationRecord()
        record.role = "Mill"
        record.instance = "Mill_IN_0"
        record.deployment = "d1"
        record.roleRoot = "/srv/mill"
        record.pid = 4_711
        record.incarnation = 2
        record.began = "2026-11-21T14:36:54.123Z"
        record.ended = "2026-11-21T15:36:54.123Z"
        record.duration = .seconds(3_600)
        record.wasReady = true
        record.reason = .init(
            kind: "hostExited",
            text: "host 'server' (RoleModel.xml:9:17) was ended by signal 9 (KILL)"
        )
        record.code = 137
        record.coreLimit = 0
        var suspect = IncarnationRecord.Suspect(task: nil, name: "server")
        suspect.pid = 99
        suspect.exit = .signal(9)
        suspect.duration = .seconds(3_599)
        suspect.program = "/srv/mill/server"
        suspect.workingDirectory = "/srv/mill"
        suspect.lines = ["allocating", "more\u{1b}[2J"]
        record.suspects = [suspect]
        return record
    }

    @Test func `a killed host, and what came before`() {
        var earlier = Self.record()
        earlier.reason = .init(kind: "startupTaskFailed", text: "startup task 1 of 2 'a' exited with code 7")
        earlier.code = nil
        let text = WhyText([earlier, Self.record()], now: nil, logs: "/logs", style: TextStyle()).text
        #expect(
            text == #"""
                Mill_IN_0 of role Mill ended at 2026-11-21 15:36:54
                why:     host 'server' (RoleModel.xml:9:17) was ended by signal 9 (KILL)
                after:   60 min
                then:    the bootstrapper ended with exit code 137

                the last lines of server:
                  | allocating
                  | more\u{1b}[2J

                try:     KILL came from outside: most often memory ran out (dmesg | grep -i oom,
                         memory.events of its cgroup), else somebody sent it
                logs:    /logs

                before that (1 kept):
                  2026-11-21 15:36:54 after 60 min: startup task 1 of 2 'a' exited with code 7

                """#
        )
    }

    @Test func `it is said where a core is, or why there is none`() {
        var suspect = Self.record().suspects[0]
        suspect.exit = .signal(11)
        let words = { (pattern: String, limit: Int?) in CorePattern(pattern).words(suspect, limit: limit) }
        #expect(words("|/usr/lib/systemd/systemd-coredump %P", 0).contains("coredumpctl info 99"))
        #expect(words("core", 0).contains("the limit was 0") && words("core", 0).contains("/srv/mill/core"))
        #expect(words("/cores/%e.%p", nil) == "/cores/server.99, if it could be written there")
        #expect(words("", nil).contains("names no place"))
    }
}
