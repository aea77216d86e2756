import RoleModel
import Testing
import XMLText

/// Every real file is read without an error.
@Suite struct SamplesTests {
    @Test func `every real RoleModel.xml is read without any diagnostic`() {
        for file in Samples.files(in: "rolemodel", ending: ".xml") {
            let reading = Role.read(file.bytes, file: file.name)
            #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
            #expect(reading.value != nil)
        }
    }

    @Test func `every real definition is read without an error`() {
        for file in Samples.files(in: "csdef", ending: ".csdef") {
            let reading = ServiceDefinition.read(file.bytes, file: file.name)
            #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
            #expect(reading.value?.roles.isEmpty == false, "\(file)")
        }
    }

    @Test func `every real configuration is read without an error, but the one that is not well-formed`() {
        for file in Samples.files(in: "csdef", ending: ".cscfg") {
            let reading = ServiceConfiguration.read(file.bytes, file: file.name)
            if file.name.hasPrefix("dtPaTh") {
                #expect(reading.value == nil)
                #expect(reading.diagnostics.map(\.code) == ["notWellFormed"])
                #expect(reading.diagnostics.first?.location?.line == 6)
            } else {
                #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
                #expect(reading.value != nil)
            }
        }
    }

    @Test func `every real plugin is read without an error`() {
        for file in Samples.files(in: "csplugin", ending: ".csplugin") {
            let reading = ServiceModule.read(file.bytes, file: file.name)
            #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
            #expect(reading.value != nil)
        }
    }

    @Test func `every role of every real service model names its host`() {
        for file in Samples.files(in: "rd", ending: ".rd") {
            let reading = ServiceModel.read(file.bytes, file: file.name)
            #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
            #expect(reading.value?.roles.isEmpty == false)
            #expect(reading.value?.roles.allSatisfy { $0.host != nil } == true, "\(file)")
        }
    }

    @Test func `every real manifest has paths`() {
        for file in Samples.files(in: "package", ending: ".Manifest") {
            let reading = RuntimeSetup.read(file.bytes, file: file.name)
            #expect(reading.diagnostics == [], "\(file): \(reading.diagnostics.rendered)")
            #expect(reading.value?.paths.isEmpty == false)
        }
    }

    @Test func `files of one project that belong together have no error between them`() {
        var checked = 0
        for (role, definition, configuration) in projects() {
            checked += 1
            let found = CrossCheck.check(role: role, definition: definition, configuration: configuration)
            let errors = found.filter { $0.severity == .error }
            #expect(errors == [], "\(role.location.file), \(definition.location.file): \(errors.rendered)")
        }
        #expect(checked == 0 || checked > 100)
    }

    @Test func `every real role has a document of its environment that reads back, with a value at each of its xpaths`()
    {
        for (role, definition, configuration) in projects() {
            let document = RoleEnvironmentDocument.make(
                role: role,
                definition: definition,
                configuration: configuration,
                options: InstanceOptions(
                    deploymentID: "d",
                    localResourcePath: { "/r/d.\($0)" },
                    freePort: { _ in 20_000 }
                )
            )
            #expect(throws: Never.self) { try XMLReader.read(document.xml()) }
            for variable in role.startupTasks.flatMap(\.environment) + role.runtime.environment {
                guard case .roleInstanceValue(let path) = variable.value else { continue }
                #expect(document.value(at: path) != nil, "\(role.location.file): \(path)")
            }
        }
    }

    /// Returns the roles with those definitions and configurations of their project that are of the same state of it.
    private func projects() -> [(Role, ServiceDefinition, ServiceConfiguration)] {
        let definitions = Samples.files(in: "csdef", ending: ".csdef").compactMap {
            ServiceDefinition.read($0.bytes, file: $0.name).value
        }
        let configurations = Samples.files(in: "csdef", ending: ".cscfg").compactMap {
            ServiceConfiguration.read($0.bytes, file: $0.name).value
        }
        var found: [(Role, ServiceDefinition, ServiceConfiguration)] = []
        for file in Samples.files(in: "rolemodel", ending: ".xml") {
            guard let role = Role.read(file.bytes, file: file.name).value else { continue }
            let project = file.name.prefix { $0 != "_" }
            for definition in definitions
            where definition.location.file.hasPrefix(project) && definition.role(named: role.name) != nil {
                for configuration in configurations
                where configuration.location.file.hasPrefix(project) && configuration.serviceName == definition.name {
                    // Visual Studio added plugins to this project, with settings in its build's own configuration only.
                    if project == "ad794+AzureCloudService", !configuration.location.file.contains("vsbuild") {
                        continue
                    }
                    found.append((role, definition, configuration))
                }
            }
        }
        return found
    }
}
