import Foundation
import Testing

/// What children write, and what the bootstrapper writes (behaviour C9, F).
@Suite struct OutputContractTests {
    @Test(.timeLimit(.minutes(1)))
    func `all 100 lines of a host that kills itself are written before the verdict on it`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "i=1; while [ $i -le 100 ]; do echo last word $i; i=$((i+1)); done; kill -KILL $$")
        // Both in one stream, so that their order can be seen.
        let run = try role.run(through: ["sh", "-c", "exec \"$0\" \"$@\" 2>&1"])
        #expect(run.end() == 137)
        #expect(run.says(inOrder: ["host.sh | last word 100", "exit code 137"]))
        #expect(run.printed("host.sh") == (1...100).map { "last word \($0)" }.joined(separator: "\n"))
        #expect(run.says(inOrder: ["last lines of host 'host.sh'"] + (81...100).map { "  | last word \($0)" }))
        let log = run.log()
        #expect(log.contains("was ended by signal 9 (KILL)"))
        #expect(run.log("TaskOutput/host-host.sh.log").components(separatedBy: " O last word ").count == 101)
    }

    @Test(.timeLimit(.minutes(1)))
    func `bytes that are no text, NUL, a line of a megabyte and a line without an end arrive in the file`() throws {
        let role = try TemporaryRole()
        try role.task(
            "odd.sh",
            #"printf 'a\377\376b\n'; printf 'c\0d\n'; head -c 1000000 /dev/zero | tr '\0' x; echo; printf tail"#
        )
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        let file = FileManager.default.contents(atPath: run.logPath("TaskOutput/01-odd.sh.log")) ?? Data()
        #expect(file.range(of: Data([0x61, 0xff, 0xfe, 0x62, 0x0a])) != nil)
        #expect(file.range(of: Data([0x63, 0x00, 0x64, 0x0a])) != nil)
        #expect(file.range(of: Data(" o tail\n".utf8)) != nil)
        #expect(file.filter { $0 == UInt8(ascii: "x") }.count == 1_000_000)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a reader that goes away ends neither the role nor the stop`() throws {
        let role = try TemporaryRole()
        try role.task("talker.sh", "i=0; while [ $i -lt 2000 ]; do echo word $i; i=$((i+1)); done")
        let run = try role.run(through: ["bash", "-c", "exec \"$0\" \"$@\" > >(head -n 1)"])
        #expect(run.stop(when: "Ready after") == 0)
        let words = run.log("TaskOutput/01-talker.sh.log").components(separatedBy: " O word ").count
        #expect(words == 2_001)
    }

    @Test(.timeLimit(.minutes(1)))
    func `without a place for logs the role runs, and one warning says so for all of them`() throws {
        let role = try TemporaryRole()
        try role.task("talker.sh", "echo nobody keeps this")
        try Data().write(to: role.root.appending(path: "file"))
        let run = try role.run("--resources", role.root.appending(path: "file/below").path)
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.output.contains("talker.sh | nobody keeps this"))
        let complaints = run.output.split(separator: "\n").filter {
            $0.contains("log") && $0.contains("Not a directory")
        }
        #expect(complaints.count == 1, "\(run.output)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `WaHostBootstrapper log has Azure's lines word for word, and a new file each run`() throws {
        let role = try TemporaryRole()
        try role.task("startup.cmd -x", with: "executionContext='elevated'")
        try role.script("startup.sh", "exit 0")
        try role.task("beside.sh", "exec sleep 600", with: "taskType='background'")
        try role.task("front.sh", "exec sleep 600", with: "taskType='foreground'")
        let kept = FileManager.default.temporaryDirectory.appending(path: "wahost-kept-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: kept) }
        var logs: [String] = []
        for deployment in ["first", "second"] {
            let run = try role.run("--resources", kept.path, "--role-user", "#\(geteuid())".replacing("#", with: ""))
            #expect(run.stop(when: "idle host is up") == 0, "\(deployment)")
            let path = kept.appending(path: "Directory/local.Trial.DiagnosticStore/WaHostBootstrapper.log").path
            logs.append(String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self))
            let earlier = FileManager.default.contents(atPath: path + ".1")
            #expect(earlier == (deployment == "first" ? nil : Data(logs[0].utf8)))
        }
        let approot = role.root.path + "/approot"
        let lines = logs[1].split(separator: "\n")
        for (type, command) in [(0, "startup.cmd -x"), (2, "beside.sh"), (1, "front.sh")] {
            let text = "WARN ] Executing Startup Task type=\(type) rolemodule=(null) cmd=\"\(approot)/\(command)\""
            #expect(lines.contains { $0.hasSuffix(text) }, "\(text)")
            #expect(lines.contains { $0.hasSuffix("WARN ] Executing \"\(approot)/\(command)\" .") })
        }
        #expect(
            lines.contains {
                $0.hasSuffix(
                    "WARN ] Program \"\(approot)/startup.cmd -x\" exited with 0. Working Directory = \(approot)"
                )
            }
        )
        let form = try Regex(#"^\[\d{8}:\d{8}, \d{4}/\d\d/\d\d, \d\d:\d\d:\d\d\.\d{3}, (ERROR|WARN |INFO |DEBUG)\] "#)
        for line in lines { #expect(line.firstMatch(of: form) != nil, "\(line)") }
    }

    @Test(.timeLimit(.minutes(1)))
    func `as JSON every line of the console and of the log is an object, records and output alike`() throws {
        let role = try TemporaryRole()
        try role.task("odd.sh", #"printf 'quote " and \377 and \t\n'; echo to the other side >&2"#)
        let run = try role.run("--log-format", "json")
        #expect(run.wait(for: "idle host is up"))
        #expect(run.stop(when: "Ready after") == 0)
        var texts: [String] = []
        for line in (run.output + run.log()).split(separator: "\n") {
            let object = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
            #expect(object["time"] is String)
            #expect(object["source"] is String)
            texts.append(object["text"] as? String ?? "")
        }
        #expect(texts.contains("quote \" and \u{fffd} and \t"))
        #expect(texts.contains("to the other side"))
        #expect(texts.contains { $0.hasPrefix("Ready after") })
    }

    @Test(.timeLimit(.minutes(1)))
    func `nothing is printed twice`() throws {
        let role = try TemporaryRole()
        try role.task("talker.sh", "echo a word of its own; echo another one >&2")
        let run = try role.run()
        #expect(run.wait(for: "idle host is up"))
        #expect(run.stop(when: "Ready after") == 0)
        for words in ["a word of its own", "another one", "'talker.sh' started", "Ready after", "Stopped as asked"] {
            #expect(run.output.components(separatedBy: words).count == 2, "\(words)")
        }
    }

    @Test(.timeLimit(.minutes(1)), arguments: ["error", "debug"])
    func `the log level decides which records are written, never which output`(level: String) throws {
        let role = try TemporaryRole()
        let run = try role.run("--log-level", level)
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.output.contains("Stopped as asked") == (level == "debug"))
    }
}
