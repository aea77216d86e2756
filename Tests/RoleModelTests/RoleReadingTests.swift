import RoleModel
import Testing

@Suite struct RoleReadingTests {
    @Test func `everything that is written in a role is in the value, and nothing is said`() throws {
        #expect(Role.read(Array(Fixtures.role.utf8), file: "RoleModel.xml").diagnostics == [])
        let role = try Fixtures.readRole()
        #expect(role.name == "Crane")
        #expect(role.version == "2.9.8699.20")
        #expect(role.user == "crane")
        #expect(role.location == FileLocation(file: "RoleModel.xml", line: 2, column: 1))
        #expect(role.pluginSettings == [PluginSetting(name: "Colour", namespace: "Example.Lamp")])
        #expect(role.pluginSettings.first?.fullName == "Example.Lamp.Colour")
        #expect(role.properties == [RoleProperty(name: "TargetFrameworkVersion", value: "v4.0")])
        #expect(role.startupTasks.map(\.taskType) == [.background, .simple, .simple, .foreground])
        #expect(role.startupTasks.map(\.executionContext) == [.limited, .limited, .elevated, .limited])
        #expect(role.startupTasks.map(\.relativePath) == ["plugins\\Lamp", "plugins\\Lamp", "approot\\", nil])
        #expect(role.startupTasks.map(\.moduleName) == ["Lamp", nil, nil, nil])
        #expect(role.startupTasks[2].commandLine == "setup.cmd > log.txt")
    }

    @Test func `places are those of elements, values and command lines`() throws {
        let task = try Fixtures.readRole().startupTasks[2]
        #expect(task.location == FileLocation(file: "RoleModel.xml", line: 17, column: 5))
        #expect(task.commandLineLocation == FileLocation(file: "RoleModel.xml", line: 17, column: 24))
        #expect(task.environment[1].location.line == 21)
        #expect(task.environment[1].valueLocation == FileLocation(file: "RoleModel.xml", line: 22, column: 37))
    }

    @Test func `a variable with an empty value is there and empty, one with an xpath has its path`() throws {
        let environment = try Fixtures.readRole().startupTasks[2].environment
        #expect(environment.map(\.name) == ["EMPTY", "PORT"])
        #expect(environment.map(\.value) == [.literal(""), .roleInstanceValue(.endpointPort(name: "Web"))])
    }

    @Test func `the attributes of our namespace are in the value`() throws {
        let tasks = try Fixtures.readRole().startupTasks
        var lamp = LinuxExtensions()
        lamp.readiness = .notify
        lamp.readinessTimeout = .seconds(120)
        lamp.restart = .onFailure
        lamp.stopSignal = 3
        lamp.stopTimeout = .milliseconds(500)
        lamp.successExitCodes = [0, 143, 200, 201, 202]
        #expect(tasks[0].linux == lamp)
        #expect(tasks[1].linux == LinuxExtensions())
        #expect(tasks[2].linux.timeout == .seconds(3_600))
        #expect(tasks[2].linux.user == "root")
        #expect(tasks[3].linux.stopTimeout == nil)
        #expect(tasks[3].linux.unlimited == [.stopTimeout])
        #expect(tasks[3].linux.runtimeEndpoint == .fifo)
    }

    @Test func `what is written on Runtime and on its entry point is together in the runtime`() throws {
        let runtime = try Fixtures.readRole().runtime
        #expect(runtime.executionContext == .elevated)
        #expect(runtime.protocolVersion == "2011-03-08")
        #expect(runtime.environment.map(\.value) == [.literal("%TEMP%\\home")])
        #expect(runtime.linux.user == "nobody")
        #expect(runtime.linux.readiness == .http(host: "127.0.0.1", port: 8080, target: "/alive"))
        #expect(runtime.linux.statusCheck == .tcp(host: "127.0.0.1", port: 8080))
        guard case .program("node.cmd .\\server.js", setReadyOnProcessStart: false, let location) = runtime.entryPoint
        else { return #expect(Bool(false), "\(String(describing: runtime.entryPoint))") }
        #expect(location.line == 33)
    }

    @Test func `a site has the csdef's shape`() throws {
        let site = try #require(try Fixtures.readRole().sites?.first)
        let images = Site.VirtualPath(isApplication: false, name: "images", physicalDirectory: nil)
        let admin = Site.VirtualPath(
            isApplication: true,
            name: "admin",
            physicalDirectory: "sitesroot\\1",
            children: [images]
        )
        #expect(site.virtualPaths == [admin])
        #expect(site.bindings == [Site.Binding(name: "Main", endpointName: "Web", hostHeader: "www.harbour.example")])
    }

    @Test func `setReadyOnProcessStart is true when it is not written`() {
        let role = Fixtures.reading(
            body: "<Runtime><EntryPoint><ProgramEntryPoint commandLine='a'/></EntryPoint></Runtime>"
        )
        guard case .program("a", setReadyOnProcessStart: true, _) = role.value?.runtime.entryPoint else {
            return #expect(Bool(false))
        }
    }

    @Test func `an empty Sites is not the same as none`() {
        #expect(Fixtures.reading(body: "<Sites/>").value?.sites == [])
        #expect(Fixtures.reading(body: "<Runtime/>").value?.sites == nil)
    }

    @Test func `all faults of a file are told at once, in file order`() {
        let body = """
            <Startup><Task taskType='x' commandLine='' oops='1'/>
            <Task commandLine='a' executionContext='y' linux:restart='z'/></Startup>
            <Runtime><EntryPoint/></Runtime>
            """
        let reading = Fixtures.reading(body: body)
        #expect(reading.value == nil)
        let expected = [
            "unknownTaskType", "emptyValue", "unknownAttribute", "unknownExecutionContext", "wrongTaskType",
            "unknownRestartPolicy", "emptyEntryPoint",
        ]
        #expect(reading.diagnostics.map(\.code) == expected)
        #expect(reading.diagnostics.map(\.location) == reading.diagnostics.map(\.location).sorted { $0! < $1! })
    }

    @Test func `a role with warnings only is read`() {
        let reading = Fixtures.reading(task: "colour='red'")
        #expect(reading.value?.startupTasks.count == 1)
        #expect(!reading.hasErrors && reading.diagnostics.count == 1)
    }

    @Test func `attributes and elements of foreign namespaces are left alone`() {
        let body = "<x:Startup xmlns:x='urn:x'><Task/></x:Startup><Startup x:y='1' xmlns:x='urn:x' xml:lang='de'/>"
        #expect(Fixtures.codes(body: body) == [])
    }

    @Test func `what is inside an unknown element is not looked at`() {
        #expect(Fixtures.codes(body: "<Start><Task taskType='x'/></Start>") == ["unknownElement"])
    }

    @Test func `a prefix of Azure's namespace is as good as none`() {
        let text =
            "<a:RoleModel name='R' xmlns:a='\(azure)'><a:Startup><a:Task commandLine='b'/></a:Startup></a:RoleModel>"
        let reading = Role.read(Array(text.utf8), file: "RoleModel.xml")
        #expect(reading.diagnostics == [])
        #expect(reading.value?.startupTasks.first?.commandLine == "b")
    }

    @Test func `a column counts characters, not bytes`() {
        let text = "<RoleModel name='Grüße 🙂' xmlns='\(azure)' oops='1'/>"
        let place = Role.read(Array(text.utf8), file: "R").diagnostics.first?.location
        #expect(place?.column == 36 + azure.count)
    }

    @Test func `UTF-16 with CRLF is read, with the same places`() {
        let text =
            "\u{FEFF}<?xml version='1.0' encoding='utf-16'?>\r\n<RoleModel name='R' xmlns='\(azure)'>\r\n <Task/></RoleModel>"
        let bytes = text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        let reading = Role.read(bytes, file: "R")
        #expect(reading.diagnostics.map(\.code) == ["unknownElement"])
        #expect(reading.diagnostics.first?.location == FileLocation(file: "R", line: 3, column: 2))
    }
}

@Suite struct BlockStartupTests {
    private func agents(_ tasks: String) -> [Int?] {
        let role = Fixtures.reading(body: "<Startup>\(tasks)</Startup>").value
        return (role?.startupTasks.indices ?? 0..<0).map { role?.blockStartupAgents[$0] }
    }

    @Test func `a task that blocks is paired with the nearest earlier background task of its program and folder`() {
        let agent = "<Task commandLine='a.exe' taskType='background' relativePath='plugins\\X'/>"
        #expect(
            agents(agent + agent + "<Task commandLine='a.exe /blockStartup' relativePath='plugins\\X'/>") == [
                nil, nil, 1,
            ]
        )
    }

    @Test func `slashes, quotes, case and a leading dot make no difference`() {
        let agent = "<Task commandLine='\"bin\\My Agent.exe\" -v' taskType='background' relativePath='approot\\'/>"
        #expect(agents(agent + "<Task commandLine='\"./bin/my agent.exe\" x /BLOCKSTARTUP'/>") == [nil, 0])
    }

    @Test func `another folder, another program, a later agent or another type is no pair`() {
        let block = "<Task commandLine='a /blockStartup'/>"
        #expect(agents("<Task commandLine='a' taskType='background' relativePath='x'/>" + block) == [nil, nil])
        #expect(agents("<Task commandLine='b' taskType='background'/>" + block) == [nil, nil])
        #expect(agents(block + "<Task commandLine='a' taskType='background'/>") == [nil, nil])
        #expect(agents("<Task commandLine='a' taskType='foreground'/>" + block) == [nil, nil])
    }

    @Test func `what only looks like it is no block`() {
        let agent = "<Task commandLine='a' taskType='background'/>"
        for line in [
            "a /blockStartup x", "/blockStartup", "a/blockStartup", "a /blockStartups", "a \"x /blockStartup\"",
        ] {
            #expect(agents(agent + "<Task commandLine='\(line)'/>") == [nil, nil], "\(line)")
        }
        #expect(agents(agent + "<Task commandLine='a  /blockStartup '/>") == [nil, 0])
        #expect(agents(agent + "<Task commandLine='a /blockStartup' taskType='background'/>") == [nil, nil])
    }

    @Test func `one task is answered as all are, and an index that is none has no agent`() {
        let tasks = "<Task commandLine='a' taskType='background'/><Task commandLine='a /blockStartup'/>"
        let role = Fixtures.reading(body: "<Startup>\(tasks)</Startup>").value
        #expect((-1...2).map { role?.blockStartupAgent(ofTask: $0) } == [nil, nil, 0, nil])
    }
}
