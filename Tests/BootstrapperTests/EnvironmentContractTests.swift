import Foundation
import Testing

/// Environment and user of tasks (behaviour B5, B6, B7, C7, C8).
@Suite struct EnvironmentContractTests {
    private static let definition = """
        <ServiceDefinition xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition" name="Service">
          <WorkerRole name="Trial">
            <Endpoints><InputEndpoint name="Http" protocol="http" port="80" localPort="18099" /></Endpoints>
            <ConfigurationSettings><Setting name="Greeting" /></ConfigurationSettings>
            <LocalResources><LocalStorage name="Cache" sizeInMB="10" /></LocalResources>
          </WorkerRole>
        </ServiceDefinition>
        """

    private static let configuration = """
        <ServiceConfiguration xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceConfiguration" serviceName="Service">
          <Role name="Trial">
            <Instances count="1" />
            <ConfigurationSettings><Setting name="Greeting" value="%HOME% &amp; &quot;ä&quot;" /></ConfigurationSettings>
          </Role>
        </ServiceConfiguration>
        """

    private func addService(to role: TemporaryRole) throws {
        try Data(Self.definition.utf8).write(to: role.root.appending(path: "ServiceDefinition.csdef"))
        try Data(Self.configuration.utf8).write(to: role.root.appending(path: "ServiceConfiguration.cscfg"))
    }

    private static func variable(_ name: String, xpath: String) -> String {
        "<Variable name='\(name)'><RoleInstanceValue xpath=\"/RoleEnvironment/\(xpath)\" /></Variable>"
    }

    @Test(.timeLimit(.minutes(1)))
    func `printenv of a task is the inherited, the platform's and its own variables, and not one more`() throws {
        let role = try TemporaryRole()
        try addService(to: role)
        let instance = "CurrentInstance/"
        try role.task(
            "/usr/bin/env -0",
            with: "executionContext='elevated'",
            variables:
                "<Variable name='EMPTY' value='' /><Variable name='PERCENT' value='100 %s %% %NAME_OF_NOBODY%' />"
                + "<Variable name='SCRATCH' value='%TEMP%\\a\\b' /><Variable name='LINES' value='a&#10;b' />"
                + "<Variable name='RoleName' value='overridden' /><Variable name='PATH' value='%PATH%;/opt/own' />"
                + Self.variable("PORT", xpath: instance + "Endpoints/Endpoint[@name='Http']/@port")
                + Self.variable(
                    "GREETING",
                    xpath: instance + "ConfigurationSettings/ConfigurationSetting[@name='Greeting']/@value"
                )
                + Self.variable("CACHE", xpath: instance + "LocalResources/LocalResource[@name='Cache']/@path")
                + Self.variable("EMULATED", xpath: "Deployment/@emulated")
        )
        let inherited = [
            "PATH": "/usr/bin:/bin", "ONLY_HERE": "x=y", "WAHOST_INSTANCE_ID": "Trial_IN_4", "NOTIFY_SOCKET": "/no",
        ]
        let run = try role.run(
            environment: inherited.merging(["INVOCATION_ID": "1"]) { $1 },
            through: ["env", "-u", "HOME", "-u", "TERM"]
        )
        #expect(run.stop(when: "idle host is up") == 0)
        let all = run.printed("env").split(separator: "\0").map(String.init)
        let pairs = Dictionary(
            all.compactMap { entry in
                entry.firstIndex(of: "=").map { (String(entry[..<$0]), String(entry[$0...].dropFirst())) }
            },
            uniquingKeysWith: { first, _ in first }
        )
        #expect(pairs.count == all.count)
        let resources = run.resources.path
        let expected = [
            "EMPTY": "", "PERCENT": "100 %s %% %NAME_OF_NOBODY%",
            "SCRATCH": "\(resources)/temp/local.Trial/RoleTemp/a/b",
            "LINES": "a\nb", "RoleName": "overridden", "PORT": "18099", "GREETING": "%HOME% & \"ä\"",
            "CACHE": "\(resources)/Directory/local.Trial.Cache/", "EMULATED": "false", "ONLY_HERE": "x=y",
            "RoleInstanceID": "Trial_IN_4", "RoleDeploymentID": "local", "RdRoleId": "local.Trial_IN_4",
            "RoleRoot": role.root.path, "RdRoleRoot": role.root.path + "/",
            "TEMP": "\(resources)/temp/local.Trial/RoleTemp",
            "TMP": "\(resources)/temp/local.Trial/RoleTemp", "TMPDIR": "\(resources)/temp/local.Trial/RoleTemp",
            "PATH": "/usr/bin:/bin:\(RunningBootstrapper.programs.path):/opt/own", "PWD": role.root.path + "/approot",
            "Cache": "\(resources)/Directory/local.Trial.Cache/", "SWIFT_BACKTRACE": "enable=no",
            "WaRuntimeEndpoint": "\(resources)/run/local.Trial.endpoint/version.sock",
        ]
        for (name, value) in expected { #expect(pairs[name] == value, "\(name)") }
        let kept = ProcessInfo.processInfo.environment.keys.filter {
            !["HOME", "TERM", "_", "OLDPWD", "SHLVL"].contains($0)
        }
        let others = [
            "DiagnosticStore", "RdRoleResourcesRootPath", "RdRoleLogRootPath", "WAHOST_EXECUTABLE", "TRIAL_MARK",
        ]
        #expect(Set(pairs.keys).subtracting(expected.keys).subtracting(others).subtracting(kept) == [])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a command line for Windows runs its counterpart for Linux, and shell syntax goes through a shell`() throws {
        let role = try TemporaryRole()
        try role.script("setup.sh", "echo \"setup with $1\"")
        try role.task("setup.cmd .\\data\\x.txt > log.txt 2>&1")
        try role.task("cmd.exe /c setup.bat quiet")
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(role.text("log.txt") == "setup with ./data/x.txt\n")
        #expect(run.output.contains("| setup with quiet"))
    }

    private static let isRoot = geteuid() == 0

    private static let showsRights = """
        grep -E '^(Uid|Gid|Groups|NoNewPrivs|CapEff|CapPrm|CapInh|CapAmb):' /proc/self/status | tr '\\t' ' '
        echo "$USER in $HOME"
        """

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `a limited task has the role user's rights and no other, an elevated one is root`()
        throws
    {
        let role = try TemporaryRole()
        try role.task("limited.sh", Self.showsRights)
        try role.task("elevated.sh", Self.showsRights, with: "executionContext='elevated'")
        let run = try role.run("--role-user", "nobody")
        #expect(run.stop(when: "idle host is up") == 0)
        let limited = run.printed("limited.sh")
        for words in ["Uid: 65534 65534 65534 65534", "Groups: 65534", "NoNewPrivs: 1", "nobody in /nonexistent"] {
            #expect(limited.contains(words), "\(limited)")
        }
        for name in ["CapInh", "CapPrm", "CapEff", "CapAmb"] { #expect(limited.contains("\(name): 0000000000000000")) }
        let elevated = run.printed("elevated.sh")
        #expect(elevated.contains("Uid: 0 0 0 0"))
        #expect(elevated.contains("NoNewPrivs: 0"))
        #expect(!elevated.contains("CapEff: 0000000000000000"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `without another name the owner of the role root is the role user`() throws {
        let role = try TemporaryRole()
        try role.task("limited.sh", Self.showsRights)
        #expect(chown(role.root.path, 65_534, 65_534) == 0)
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.printed("limited.sh").contains("Uid: 65534 "))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `where there is no role user, a limited task runs as the current one without new privileges, told once`()
        throws
    {
        let role = try TemporaryRole()
        try role.task("one.sh", Self.showsRights)
        try role.task("two.sh", Self.showsRights)
        let run = try role.run()
        #expect(run.stop(when: "idle host is up") == 0)
        #expect(run.printed("one.sh").contains("Uid: 0 0 0 0"))
        #expect(run.printed("one.sh").contains("NoNewPrivs: 1"))
        #expect(run.output.components(separatedBy: "limited tasks run as the current user").count == 2)
        #expect(run.output.contains("--role-user USER"))
    }

    @Test(.timeLimit(.minutes(1)), .enabled(if: isRoot))
    func `a role root that the role user can not reach is told before anything runs, with folder, owner and mode`()
        throws
    {
        let role = try TemporaryRole()
        try role.task("first.sh", "echo first >> order", with: "executionContext='elevated'")
        #expect(chmod(role.root.path, 0o700) == 0)
        let run = try role.run("--role-user", "nobody")
        #expect(run.end() == 78)
        #expect(run.output.contains("cannot reach '\(role.root.path)' as the role user 'nobody'"))
        #expect(run.output.contains("belongs to root (group 0) and its mode 0700 does not let"))
        #expect(role.text("order") == nil)
    }
}
