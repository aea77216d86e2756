import RoleModel
import Testing

@Suite struct ServiceFilesTests {
    @Test func `everything that is written in a definition is in the value`() throws {
        #expect(ServiceDefinition.read(Array(Fixtures.definition.utf8), file: "H").diagnostics == [])
        let definition = try Fixtures.readDefinition()
        #expect(definition.name == "Harbour")
        #expect(definition.upgradeDomainCount == 3)
        #expect(definition.topologyChangeDiscovery == .upgradeDomainWalk)
        let probe = try #require(definition.loadBalancerProbes.first)
        #expect(probe.method == .http(path: "/alive"))
        #expect(probe.interval == .seconds(20) && probe.timeout == .seconds(31) && probe.port == nil)
        let rule = try #require(definition.trafficRules.first)
        #expect(rule.destinations == [.init(roleName: "Mole", endpointName: "Ask")])
        #expect(rule.sources == ["Crane"])
    }

    @Test func `everything that is written in a web role is in the value`() throws {
        let role = try #require(try Fixtures.readDefinition().role(named: "Crane"))
        #expect(role.kind == .web && role.vmSize == "Medium" && !role.isMerged)
        #expect(role.imports == ["Lamp"])
        #expect(role.settings.map(\.name) == ["QueueName"])
        #expect(role.startupPriority == 2 && role.startupTasks.map(\.commandLine) == ["setup.cmd"])
        #expect(role.runtime?.executionContext == .elevated)
        #expect(role.sites?.first?.physicalDirectory == "..\\Web")
        #expect(role.contents == [.init(destination: ".\\", sourceDirectory: "c:\\content")])
        let seal = try #require(role.certificates.first)
        #expect(seal.storeLocation == .currentUser && seal.storeName == "Root" && seal.permissionLevel == .elevated)
        #expect(role.localResources.map(\.sizeInMB) == [100, 8_192])
        #expect(role.localResources.map(\.cleansOnRoleRecycle) == [false, true])
        #expect(role.allLocalResources == role.localResources)
    }

    @Test func `endpoints have their ports`() throws {
        let endpoints = try #require(try Fixtures.readDefinition().role(named: "Crane")).endpoints
        #expect(endpoints.map(\.name) == ["Web", "Gossip", "Chat", "Debug"])
        #expect(endpoints.map(\.transport) == [.https, .any, .tcp, .tcp])
        #expect(
            endpoints.map(\.kind) == [
                .input(port: 443), .internal, .internal, .instanceInput(publicPorts: 17200...17209),
            ]
        )
        #expect(endpoints.map(\.localPorts) == [.any, .range(7100...7100), .any, .range(7200...7200)])
        #expect(endpoints[0].certificate == "Seal" && endpoints[0].loadBalancerProbe == "Alive")
        #expect(endpoints[0].ignoresRoleInstanceStatus)
    }

    @Test func `the spellings of old files are read`() throws {
        let role = try #require(try Fixtures.readDefinition().role(named: "Mole"))
        #expect(role.localResources.map(\.name) == ["Old"])
        #expect(role.allLocalResources.map(\.name) == ["DiagnosticStore", "Old"])
        #expect(role.endpoints.map(\.localPorts) == [.range(5353...5353), .range(81...81)])
    }

    @Test func `a merged role has 1000 MB where no size is written, a developer's 100`() {
        let store = "<LocalStorage name='DiagnosticStore' sizeInMB='4096'/>"
        func sizes(_ body: String) -> [Int]? {
            let text =
                "<ServiceDefinition name='S' xmlns='\(azure)'><WorkerRole name='R'>\(body)</WorkerRole></ServiceDefinition>"
            return ServiceDefinition.read(Array(text.utf8), file: "S").value?.roles.first?.localResources.map(
                \.sizeInMB
            )
        }
        let resources = "<LocalResources>\(store)<LocalStorage name='A'/></LocalResources>"
        #expect(sizes(resources) == [4_096, 1_000])
        #expect(sizes(resources + "<Startup/>") == [4_096, 100])
    }

    @Test func `everything that is written in a configuration is in the value`() throws {
        #expect(ServiceConfiguration.read(Array(Fixtures.configuration.utf8), file: "H").diagnostics == [])
        let configuration = try Fixtures.readConfiguration()
        #expect(
            configuration.serviceName == "Harbour" && configuration.osFamily == "5" && configuration.osVersion == "*"
        )
        let role = try #require(configuration.role(named: "Crane"))
        #expect(role.instanceCount == 2 && role.vmName == "crane")
        #expect(role.settings.map(\.value) == ["grüße & <grain>", "red"])
        #expect(role.certificates.map(\.thumbprint) == ["0123456789ABCDEF0123456789ABCDEF01234567"])
        let network = try #require(configuration.network)
        #expect(network.virtualNetwork == "HarbourNet" && network.nameServers == ["10.0.0.4"])
        #expect(network.subnets == ["Mole": ["Back"]] && network.reservedAddresses == ["HarbourIp"])
    }

    @Test func `everything that is written in a plugin is in the value`() throws {
        let reading = ServiceModule.read(Array(Fixtures.module.utf8), file: "Lamp.csplugin")
        #expect(reading.diagnostics == [])
        let module = try #require(reading.value)
        #expect(module.namespace == "Example.Lamp" && module.priority == -1)
        #expect(module.startupTasks.map(\.taskType) == [.background, .simple])
        #expect(module.runtimeEnvironment.map(\.name) == ["LAMP"])
        #expect(module.settings.map { module.fullName($0.name) } == ["Example.Lamp.Colour"])
        #expect(module.localResources.map(\.sizeInMB) == [100])
        #expect(module.endpoints.map(\.localPorts) == [.range(7300...7300)])
        #expect(module.certificates.map(\.name) == ["Key"])
    }

    @Test func `a service model tells each role's host, however deep it lies`() throws {
        let text = """
            <serviceModel name="S" xmlns="http://schemas.microsoft.com/dsltools/RDSM"><groups><group><components>
            <groupHascomponents><role name="A" entryPoint="base\\x64\\WaHostBootstrapper.exe"
            parameters="base\\x64\\WaIISHost.exe " hostingEnvironment="frontendadmin" /></groupHascomponents>
            <groupHascomponents><role name="B" parameters="" /></groupHascomponents>
            </components></group></groups></serviceModel>
            """
        let model = try #require(ServiceModel.read(Array(text.utf8), file: "S.rd").value)
        #expect(model.name == "S")
        #expect(model.roles.map(\.host) == [.iis, nil])
    }

    @Test func `a manifest gives its paths, not its assemblies`() {
        let text =
            "<RuntimeSetup><Operation type='Gac' path='a.dll'/><Operation type='Path' path='base\\x64'/></RuntimeSetup>"
        #expect(RuntimeSetup.read(Array(text.utf8), file: "M").value?.paths == ["base\\x64"])
    }
}

@Suite struct HostKindTests {
    @Test(arguments: [
        ("base\\x64\\WaIISHost.exe ", HostKind.iis), ("WaWorkerHost", .worker), ("base/x64/wawebhost.EXE", .web),
        ("/opt/waworkerhost", .worker),
    ])
    func `a command names a host`(command: String, kind: HostKind) {
        #expect(HostKind(command: command) == kind)
    }

    @Test(arguments: ["", " ", ".exe", "notepad.exe", "WaIISHost.exe.exe", "\\", "WaIISHost.exe x"])
    func `a command that names no host is none`(command: String) {
        #expect(HostKind(command: command) == nil)
    }

    @Test func `the name wins, then Sites, then the kind of the role, else it is a worker`() throws {
        let place = FileLocation(file: "R", line: 1, column: 1)
        var role = Role(name: "Crane", location: place)
        let definition = try Fixtures.readDefinition()
        #expect(HostKind.choose(for: role) == .worker)
        #expect(HostKind.choose(for: role, definition: definition) == .web)
        role.name = "Mole"
        #expect(HostKind.choose(for: role, definition: definition) == .worker)
        role.sites = []
        #expect(HostKind.choose(for: role, definition: definition) == .iis)
        #expect(HostKind.choose(for: role, definition: definition, named: "base\\x64\\WaWebHost.exe ") == .web)
        #expect(HostKind.choose(for: role, named: " ") == .iis)
        #expect(HostKind.choose(for: role, named: "cmd.exe") == nil)
    }
}
