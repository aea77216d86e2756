import Planning
import RoleModel
import Testing

@Suite struct EnvironmentTests {
    private func scene(_ variables: EnvironmentVariable...) -> Scene {
        var scene = Scene("/role/approot/x.sh")
        scene.task("x.sh") { $0.environment = variables }
        return scene
    }

    @Test func `every process gets the platform's variables`() {
        var scene = scene()
        scene.role.pluginSettings = [
            PluginSetting(name: "Enabled", namespace: "P.Access"), PluginSetting(name: "Gone", namespace: "P.Access"),
        ]
        scene.values = [.setting(name: "P.Access.Enabled"): "true"]
        scene.files.addFolder("/role/base/x64")
        scene.adjust = {
            $0.localResources = [("DiagnosticStore", "/res/Directory/d1.Mill.DiagnosticStore/"), ("PATH", "/evil")]
            $0.runtimeSetupPaths = [#"base\X64"#, #"base\x86"#]
            $0.programsFolder = "/opt/wahost"
            $0.resourcesRoot = "/res"
            $0.configurationRoot = "/etc/wahost/"
            $0.runtimeEndpoint = "/run/wahost/runtime"
        }
        let variables = scene.plan.tasks.first?.environment.map { "\($0.name)=\($0.value)" }
        #expect(
            variables == [
                "PATH=/usr/bin:/bin:/role/base/x64:/opt/wahost", "HOME=/h",
                "DiagnosticStore=/res/Directory/d1.Mill.DiagnosticStore/", "@Enabled=true", "RoleName=Mill",
                "RoleInstanceID=Mill_IN_0", "RoleDeploymentID=d1", "RdRoleId=d1.Mill_IN_0", "RoleRoot=/role",
                "RdRoleRoot=/role/", "TEMP=/res/temp/d1.Mill/RoleTemp", "TMP=/res/temp/d1.Mill/RoleTemp",
                "TMPDIR=/res/temp/d1.Mill/RoleTemp", "RdRoleConfigRootPath=/etc/wahost/",
                "RdRoleResourcesRootPath=/res/", "RdRoleLogRootPath=/res/", "WaRuntimeEndpoint=/run/wahost/runtime",
                "SWIFT_BACKTRACE=enable=no", "PWD=/role/approot",
            ]
        )
    }

    @Test func `what concerns only the bootstrapper is not passed on`() {
        var scene = scene()
        scene.adjust = {
            $0.inheritedEnvironment = [
                ("WAHOST_RESOURCES", "x"), ("NOTIFY_SOCKET", "x"), ("LISTEN_FDS", "1"), ("WATCHDOG_USEC", "1"),
                ("INVOCATION_ID", "x"), ("_", "x"), ("OLDPWD", "/"), ("", "x"), ("A=B", "x"), ("LANG", "C"),
                ("RoleRoot", "/old"),
            ]
        }
        let names = scene.plan.tasks.first?.environment.filter { $0.origin == .inherited }.map(\.name)
        #expect(names == ["LANG"])
        #expect(scene.variable("RoleRoot") == "/role")
        #expect(scene.variable("WAHOST_RESOURCES") == nil)
    }

    @Test func `an emulator's instance id is not prefixed with the deployment's again`() {
        var scene = scene()
        scene.adjust = { $0.instanceID = "d1.svc.Mill_IN_0" }
        #expect(scene.variable("RdRoleId") == "d1.svc.Mill_IN_0")
    }

    @Test func `the task's own variables win, and know those before them`() {
        let scene = scene(
            literal("RoleName", "other"),
            literal("A", "[%rolename%]"),
            literal("B", "%A%%a%"),
            literal("EMPTY", ""),
            literal("NONE", "%NOPE%"),
            literal("SWIFT_BACKTRACE", "enable=yes")
        )
        #expect(scene.variable("RoleName") == "other")
        #expect(scene.variable("A") == "[other]")
        #expect(scene.variable("B") == "[other][other]")
        #expect(scene.variable("EMPTY") == "")
        #expect(scene.variable("NONE") == "%NOPE%")
        #expect(scene.variable("SWIFT_BACKTRACE") == "enable=yes")
        #expect(scene.plan.tasks.first?.environment.last?.origin == .model(Scene.place(20, 40)))
    }

    @Test(arguments: [
        (#"%TMP%\IntelliTrace\plan.xml"#, "/res/temp/d1.Mill/RoleTemp/IntelliTrace/plan.xml"),
        (#"%RdRoleRoot%\plugins\x"#, "/role/plugins/x"),
        (#"%RdRoleRoot%base\x64\"#, "/role/base/x64/"),
        (#"D:\Program Files\x\"#, #"D:\Program Files\x\"#),
        (#"see %TMP%\x"#, #"see /res/temp/d1.Mill/RoleTemp\x"#),
        ("50% of %RoleName%", "50% of Mill"),
        ("%", "%"), ("%%", "%%"), ("%RoleName", "%RoleName"), ("%x%RoleName%", "%xMill"),
    ])
    func `percent names are expanded, and a path that begins with one is a path`(written: String, value: String) {
        #expect(scene(literal("V", written)).variable("V") == value)
    }

    @Test func `an xpath gives its value, unexpanded, or is told as missing`() {
        var scene = scene(selected("PORT", .endpointPort(name: "HttpIn")), selected("S", .setting(name: "X")))
        scene.values = [.endpointPort(name: "HttpIn"): "%TMP%"]
        scene.adjust = { $0.describesService = true }
        #expect(scene.variable("PORT") == "%TMP%")
        #expect(scene.variable("S") == nil)
        #expect(scene.codes == ["missingValue"])
        let missing = scene.plan.diagnostics.first
        #expect(missing?.location == Scene.place(21, 40))
        #expect(missing?.severity == .warning)
        #expect(missing?.why.contains("ConfigurationSetting[@name='X']/@value") == true)
    }

    @Test func `a value that is missing without a definition is a note, once`() {
        var scene = scene(selected("PORT", .endpointPort(name: "HttpIn")))
        scene.task("x.sh") { $0.environment = [selected("PORT", .endpointPort(name: "HttpIn"))] }
        #expect(scene.codes == [])
        #expect(scene.plan.notes.filter { $0.hasPrefix("variables without a value, left out: PORT;") }.count == 1)
    }

    @Test func `a name that no variable can have is left out`() {
        #expect(scene(literal("A=B", "x"), literal("", "x")).codes == ["impossibleVariable", "impossibleVariable"])
    }

    @Test func `names with an at sign, brackets or blanks are names`() {
        #expect(scene(literal("@x (y)", "1")).variable("@x (y)") == "1")
    }

    @Test func `channels are named as set at launch`() {
        var scene = Scene("/role/approot/x.sh")
        scene.task("x.sh", .background) { $0.linux.readiness = .notify }
        scene.task("x.sh", .background) { $0.linux.readiness = .fd }
        #expect(scene.plan.tasks.map(\.setAtLaunch) == [["NOTIFY_SOCKET"], ["READY_FD"]])
    }
}
