import Foundation
import Testing

/// `timeline`, and the files that it reads (behaviour H2).
@Suite(.serialized, .timeLimit(.minutes(1))) struct TimelineContractTests {
    private func timeline(_ run: RunningBootstrapper, _ words: String...) throws -> (code: Int32, output: String) {
        let client = try RunningBootstrapper(
            ["timeline"] + words,
            environment: ["WAHOST_RESOURCES": run.resources.path, "WAHOST_RUNTIME_DIRECTORY": run.resources.path]
        )
        let code = client.end()
        return (code, client.output)
    }

    private func kept(_ run: RunningBootstrapper) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: run.logPath("Timelines"))) ?? []
        return names.sorted()
    }

    private func role() throws -> TemporaryRole {
        let role = try TemporaryRole()
        try role.task("slow.sh", "sleep 0.2")
        try role.task("daemon.sh", "echo daemon is up; exec sleep 600", with: "taskType='background'")
        return role
    }

    @Test func `while the role runs its timeline tells what each task took, as text, picture and JSON`() throws {
        let role = try role()
        let run = try role.run()
        #expect(run.wait(for: "idle host is up"))
        let text = try timeline(run)
        #expect(text.code == 0)
        #expect(text.output.hasPrefix("Trial_IN_0 (Trial), incarnation 1, began "))
        #expect(text.output.contains("The chain to Ready"))
        #expect(text.output.contains("simple      slow.sh"))
        #expect(text.output.contains("CPU"))
        #expect(try timeline(run, "--svg").output.contains("<svg"))
        let json = try timeline(run, "--json", "Trial")
        let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let entries = object?["entries"] as? [[String: Any]]
        #expect(entries?.map { $0["name"] as? String } == ["slow.sh", "daemon.sh", "idle.sh"])
        #expect((entries?[0]["endedMicroseconds"] as? Int ?? 0) >= 200_000)
        #expect((entries?[0]["usage"] as? [String: Any])?["peakResidentKilobytes"] as? Int ?? 0 > 0)
        #expect(object?["readyMicroseconds"] as? Int ?? 0 >= 200_000)
        #expect(object?["end"] is NSNull)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        // What is kept says how it ended.
        let ended = try timeline(run)
        #expect(ended.output.contains("; ended after "))
        #expect(kept(run).count == 1)
    }

    @Test func `a role that is killed has left the timeline of its start`() throws {
        let role = try role()
        let run = try role.run()
        #expect(run.wait(for: "idle host is up"))
        while kept(run).isEmpty, run.process.isRunning { sched_yield() }
        run.signal(SIGKILL)
        #expect(run.end() == 1_009)
        #expect(try timeline(run).output.contains("Ready after "))
        for pid in run.survivors() { kill(pid, SIGKILL) }
    }

    @Test func `each incarnation has its own, the last twenty are kept, and other files are let alone`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo host is up; exec sleep 600")
        let resources = try RunningBootstrapper(["plan", "Examples/hello-worker"]).resources
        let folder = resources.appending(path: "Directory/local.Trial.DiagnosticStore/Timelines")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for number in 1...25 {
            let name = "timeline-000000000000\(number < 10 ? "0" : "")\(number)-000001.json"
            try Data("{}".utf8).write(to: folder.appending(path: name))
        }
        try Data("mine".utf8).write(to: folder.appending(path: "notes.txt"))
        try role.write()
        let run = try RunningBootstrapper(["run", "--resources", resources.path, "--recycle", "always", role.root.path])
        #expect(run.wait(for: "host is up"))
        let recycle = try RunningBootstrapper(
            ["recycle"],
            environment: ["WAHOST_RUNTIME_DIRECTORY": run.resources.path]
        )
        #expect(recycle.end() == 0)
        #expect(run.wait(for: "incarnation 2"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(names.count == 21)
        #expect(names.first == "notes.txt")
        #expect(names.contains { $0.hasSuffix("-000002.json") })
        let list = try RunningBootstrapper(["timeline", "--list", "--resources", resources.path])
        #expect(list.end() == 0)
        #expect(list.output.contains("incarnation 2, began "))
        #expect(list.output.contains("stopped for a recycle"))
        let first = try RunningBootstrapper(["timeline", "--incarnation", "1", "--resources", resources.path])
        #expect(first.end() == 0)
        #expect(first.output.hasPrefix("Trial_IN_0 (Trial), incarnation 1, "))
        try FileManager.default.removeItem(at: resources)
    }

    @Test func `a task that can not be started stands in the timeline`() throws {
        let role = try TemporaryRole()
        try role.task("broken")
        // Looks like a program to whoever plans, and is none to the kernel.
        try Data([0x7F, 0x45, 0x4C, 0x46, 2, 1, 1, 0]).write(to: URL(filePath: role.path("broken")))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: role.path("broken"))
        let run = try role.run()
        #expect(run.end() != 0)
        let text = try timeline(run)
        #expect(text.output.contains("never Ready; ended after "))
        #expect(text.output.contains("simple      broken"))
    }

    @Test func `without any timeline it says where it has looked`() throws {
        let none = try RunningBootstrapper(["timeline"])
        #expect(none.end() == 66)
        #expect(none.output.contains("cannot show a timeline: none is kept in '\(none.resources.path)'"))
    }
}
