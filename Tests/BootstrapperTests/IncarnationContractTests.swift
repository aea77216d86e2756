import Foundation
import Testing

/// One instance, one bootstrapper; what a new incarnation takes over (behaviour A1).
@Suite struct IncarnationContractTests {
    @Test(.timeLimit(.minutes(1)))
    func `a second bootstrapper on one instance starts nothing, ends with 75 and names the pid of the first`() throws {
        let role = try TemporaryRole()
        try role.task("note.sh", "echo started >> starts")
        let first = try role.run()
        #expect(first.wait(for: "Ready after"))
        let second = try role.run("--resources", first.resources.path)
        #expect(second.end() == 75)
        #expect(
            second.output.contains("the bootstrapper with pid \(first.process.processIdentifier) runs role 'Trial'")
        )
        #expect(second.output.contains("mend: stop that one"))
        #expect(role.text("starts") == "started\n")
        first.signal(SIGTERM)
        #expect(first.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a bootstrapper that was killed leaves no lock behind, though a child of it may still end`() throws {
        let role = try TemporaryRole()
        let first = try role.run()
        #expect(first.wait(for: "Ready after"))
        first.signal(SIGKILL)
        #expect(first.end() == 1_009)
        let second = try role.run("--resources", first.resources.path)
        #expect(second.stop(when: "Ready after") == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `other deployments and other resources roots run beside each other`() throws {
        let role = try TemporaryRole()
        let first = try role.run()
        #expect(first.wait(for: "Ready after"))
        let other = try role.run("--resources", first.resources.path, "--deployment-id", "other")
        #expect(other.stop(when: "Ready after") == 0)
        let elsewhere = try role.run()
        #expect(elsewhere.stop(when: "Ready after") == 0)
        first.signal(SIGTERM)
        #expect(first.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `an incarnation runs other tasks, types and limits than the one before when the files say so`() throws {
        let role = try TemporaryRole()
        try role.task("one.sh", "echo one >> order")
        try role.host("host.sh", "echo host is up; while [ ! -e go ]; do sleep 0.01; done; exit 3")
        let run = try role.run("--recycle", "on-failure")
        #expect(run.wait(for: "Ready after"))
        try role.task("two.sh", "echo two >> order", with: "taskType='background'")
        try role.task("three.sh", "echo three >> order; exec sleep 600", with: "linux:timeout='150ms'")
        try role.write()
        try role.script("go", "")
        #expect(run.wait(for: "'three.sh' (RoleModel.xml:7:5) ran longer than its timeout after"))
        #expect(Set((role.text("order") ?? "").split(separator: "\n").suffix(3)) == ["one", "two", "three"])
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `files that are faulty when an incarnation begins are told of, and it begins as it was`() throws {
        let role = try TemporaryRole()
        try role.host("host.sh", "echo up >> starts; while [ ! -e go ]; do sleep 0.01; done; rm go; exit 3")
        let run = try role.run("--recycle", "on-failure")
        #expect(run.wait(for: "Ready after"))
        try Data("<RoleModel".utf8).write(to: role.root.appending(path: "RoleModel.xml"))
        try Data().write(to: role.root.appending(path: "approot/go"))
        #expect(run.wait(for: "cannot use the files as they are now, ignoring: the role begins again as it was"))
        #expect(run.output.contains("RoleModel.xml:1:"))
        #expect(run.wait(for: "incarnation 2"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a folder that has been deleted under the bootstrapper is told by that name, and nothing is started`() throws {
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        let script = "mkdir gone.$$; cd gone.$$; rmdir ../gone.$$; exec \"\(program)\" validate"
        let run = try RunningBootstrapper(
            [],
            folder: FileManager.default.temporaryDirectory,
            through: ["/bin/sh", "-c", script, "sh"]
        )
        #expect(run.end() == 64)
        #expect(run.output.contains("cannot find '.': the current folder has been deleted"))
    }
}
