import Foundation
import Testing

/// Changes of the configuration while a role runs (behaviour E4).
@Suite(.serialized) struct ConfigurationContractTests {
    private let path = "/tmp/wahost-c-\(UUID().uuidString.prefix(8)).sock"

    private func ask(_ words: String...) throws -> (code: Int32, output: String) {
        let client = try RunningBootstrapper(words + ["--control-socket", path])
        let code = client.end()
        return (code, client.output)
    }

    private func configuration(_ word: String, certificate: String = "") -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ServiceConfiguration serviceName="S" xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration">
          <Role name="Trial">
            <Instances count="1" />
            <ConfigurationSettings><Setting name="Word" value="\(word)" /></ConfigurationSettings>
            \(certificate)
          </Role>
        </ServiceConfiguration>

        """
    }

    private func role(_ word: String = "one") throws -> TemporaryRole {
        let role = try TemporaryRole()
        try write(role, configuration(word))
        role.hostVariables =
            "<Variable name='WORD'><RoleInstanceValue xpath=\"/RoleEnvironment/CurrentInstance/ConfigurationSettings/"
            + "ConfigurationSetting[@name='Word']/@value\" /></Variable>"
        return role
    }

    private func write(_ role: TemporaryRole, _ text: String, to name: String = "ServiceConfiguration.cscfg") throws {
        try Data(text.utf8).write(to: role.root.appending(path: name), options: .atomic)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a faulty configuration leaves the running one in force and is told with file, line and column`() throws {
        let role = try role()
        let run = try role.run()
        #expect(run.wait(for: "Ready after"))
        try write(role, configuration("two").replacing("count=\"1\"", with: "count=\"many\""))
        run.signal(SIGHUP)
        #expect(run.wait(for: "ServiceConfiguration.cscfg:4:"))
        #expect(run.wait(for: "HUP: the files are faulty; the running configuration stays in force"))
        try write(role, configuration("one"))
        run.signal(SIGHUP)
        #expect(run.wait(for: "HUP: the files are valid; the configuration has no difference"))
        try FileManager.default.removeItem(at: role.root.appending(path: "ServiceConfiguration.cscfg"))
        run.signal(SIGHUP)
        #expect(run.wait(for: "cannot find the configuration"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `a change touches no process and is what the next incarnation begins with`() throws {
        let role = try role()
        try role.host("host.sh", "echo the word is $WORD; while [ ! -e go ]; do sleep 0.01; done; rm go; exit 3")
        let run = try role.run("--recycle", "on-failure", "--watch")
        #expect(run.wait(for: "the word is one"))
        #expect(run.wait(for: "Ready after"))
        try write(role, configuration("two"))
        #expect(
            run.wait(
                for: "setting 'Word' has changed; announced as incarnation 1001, nobody has to answer"
            )
        )
        #expect(run.wait(for: "configuration 1001 is accepted"))
        #expect(!run.output.contains("the word is two"))
        try role.script("go", "")
        #expect(run.wait(for: "the word is two"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(run.output.components(separatedBy: "started (pid").count == 3)
    }

    @Test(.timeLimit(.minutes(1)))
    func `watch hears of a file however it is saved, of each state once, and wakes for nothing else`() throws {
        let role = try role()
        let run = try role.run("--watch")
        #expect(run.wait(for: "Ready after"))
        let file = role.root.appending(path: "ServiceConfiguration.cscfg")
        try Data(configuration("in place").utf8).write(to: file)
        #expect(run.wait(for: "announced as incarnation 1001"))
        try write(role, configuration("renamed"))
        #expect(run.wait(for: "announced as incarnation 1002"))
        try write(role, configuration("linked"), to: "other.cscfg")
        try write(role, "something else", to: "unrelated.txt")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "other.cscfg")
        #expect(run.wait(for: "announced as incarnation 1003"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(!run.output.contains("has no difference"))
        #expect(!run.output.contains("faulty"))
    }

    /// Changes a mounted ConfigMap as kubelet does: a new folder, and the link `..data` renamed over the old one.
    private func swap(_ text: String, _ stamp: Int, in folder: URL) throws {
        let files = FileManager.default
        let name = "ServiceConfiguration.cscfg"
        let place = folder.appending(path: "..\(stamp)")
        try files.createDirectory(at: place, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: place.appending(path: name))
        let next = folder.appending(path: "..data_tmp").path
        try files.createSymbolicLink(atPath: next, withDestinationPath: "..\(stamp)")
        let data = folder.appending(path: "..data").path
        let old = try? files.destinationOfSymbolicLink(atPath: data)
        #expect(rename(next, data) == 0)
        if let old {
            try files.removeItem(at: folder.appending(path: old))
        } else {
            let link = folder.appending(path: name).path
            try files.createSymbolicLink(atPath: link, withDestinationPath: "..data/\(name)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `watch hears of a ConfigMap that kubelet changes, once for each change, and of the last of a burst`() throws {
        let role = try role()
        let folder = role.root.appending(path: "config")
        try swap(configuration("mounted"), 0, in: folder)
        try role.host(
            "host.sh",
            """
            while word=$(wahostbootstrapper role get setting Word); [ "$word" != "change 40" ]; do sleep 0.02; done
            echo "in force: $word"
            exec sleep 600
            """
        )
        let file = folder.appending(path: "ServiceConfiguration.cscfg").path
        let run = try role.run("--watch", "--service-configuration", file)
        #expect(run.wait(for: "Ready after"))
        for change in 1...3 {
            try swap(configuration("change \(change)"), change, in: folder)
            #expect(run.wait(for: "configuration \(1000 + change) is accepted"))
        }
        #expect(!run.output.contains("has no difference"))
        for change in 4...40 { try swap(configuration("change \(change)"), change, in: folder) }
        #expect(run.wait(for: "in force: change 40"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
        #expect(!run.output.contains("faulty"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `update-configuration takes a valid file and keeps to it, and refuses a faulty one with 78 and its faults`()
        throws
    {
        let role = try role()
        try role.write()
        let run = try RunningBootstrapper(["run", "--control-socket", path, role.root.path])
        #expect(run.wait(for: "Ready after"))
        let next = role.root.appending(path: "next.cscfg")
        try write(role, configuration("two"), to: "next.cscfg")
        let taken = try ask("update-configuration", next.path)
        #expect(taken.code == 0)
        #expect(taken.output == "Trial_IN_0: setting 'Word' has changed; announced as incarnation 1001\n")
        let again = try ask("update-configuration", next.path)
        #expect(again == (0, "Trial_IN_0 has this configuration already\n"))
        try write(role, "<ServiceConfiguration", to: "faulty.cscfg")
        let refused = try ask("update-configuration", role.root.appending(path: "faulty.cscfg").path)
        #expect(refused.code == 78)
        #expect(refused.output.contains("faulty.cscfg:1:"))
        #expect(refused.output.contains("the running configuration stays in force"))
        #expect(try ask("update-configuration", "/nowhere/to/be/found.cscfg").code == 78)
        try write(role, configuration("three"), to: "next.cscfg")
        run.signal(SIGHUP)
        #expect(run.wait(for: "announced as incarnation 1002"))
        #expect(try ask("update-configuration").code == 64)
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `who holds a lease and does not answer is named at the deadline, and the change is in force`() throws {
        let role = try role()
        try role.host("host.sh", "wahostbootstrapper role set-status ready --client silent; echo set; exec sleep 600")
        let run = try role.run("--watch", "--configuration-deadline", "0.3")
        #expect(run.wait(for: "host.sh | set"))
        try write(role, configuration("two"))
        #expect(run.wait(for: "announced as incarnation 1001, waiting for 1 client with a lease"))
        #expect(
            run.wait(for: "configuration 1001 is in force, but within 0.3 s there was no answer of client 'silent'")
        )
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `another certificate takes the instance down in order, and neither event is raised`() throws {
        let role = try role()
        try role.host("host.sh", "wahostbootstrapper role wait changed && echo heard of it; exec sleep 600")
        let run = try role.run("--watch")
        #expect(run.wait(for: "Ready after"))
        let thumbprint = String(repeating: "A1", count: 20)
        let certificate =
            "<Certificates><Certificate name='Ssl' thumbprint='\(thumbprint)' thumbprintAlgorithm='sha1' /></Certificates>"
        try write(role, configuration("one", certificate: certificate))
        #expect(run.end() == 84)
        #expect(run.output.contains("certificates have changed"))
        #expect(!run.output.contains("heard of it"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `another count of instances is a change of topology`() throws {
        let role = try role()
        let run = try role.run("--watch")
        #expect(run.wait(for: "Ready after"))
        try write(role, configuration("one").replacing("count=\"1\"", with: "count=\"3\""))
        #expect(run.wait(for: "the topology of role 'Trial' has changed; announced as incarnation 1001"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }
}
