import RoleModel
import Testing
import XMLText

@Suite struct RoleEnvironmentDocumentTests {
    private func options(_ change: (inout InstanceOptions) -> Void = { _ in }) -> InstanceOptions {
        var options = InstanceOptions(
            deploymentID: "d3",
            localResourcePath: { "/res/d3.Crane.\($0)" },
            freePort: { $0 == "Web" ? 20_001 : 20_002 }
        )
        options.address = "10.0.0.5"
        change(&options)
        return options
    }

    private func document(_ change: (inout InstanceOptions) -> Void = { _ in }) throws -> RoleEnvironmentDocument {
        RoleEnvironmentDocument.make(
            role: try Fixtures.readRole(),
            definition: try Fixtures.readDefinition(),
            configuration: try Fixtures.readConfiguration(),
            options: options(change)
        )
    }

    @Test func `the file is the runtime protocol's, letter by letter, in ASCII`() throws {
        let text = String(
            decoding: try document { $0.peerAddress = { "10.0.0.\($0 == "Mole" ? 10 + $1 : 20 + $1)" } }.xml(),
            as: UTF8.self
        )
        #expect(text == expected + "\n")
    }

    private let expected = """
        <?xml version="1.0" encoding="utf-8"?>
        <RoleEnvironment xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
          <Deployment id="d3" emulated="false"/>
          <CurrentInstance id="Crane_IN_0" roleName="Crane" faultDomain="0" updateDomain="0">
            <ConfigurationSettings>
              <ConfigurationSetting name="QueueName" value="gr&#252;&#223;e &amp; &lt;grain&gt;"/>
              <ConfigurationSetting name="Example.Lamp.Colour" value="red"/>
            </ConfigurationSettings>
            <LocalResources>
              <LocalResource name="Scratch" path="/res/d3.Crane.Scratch/" sizeInMB="100"/>
              <LocalResource name="DiagnosticStore" path="/res/d3.Crane.DiagnosticStore/" sizeInMB="8192"/>
            </LocalResources>
            <Endpoints>
              <Endpoint name="Web" address="10.0.0.5" port="20001" protocol="https"/>
              <Endpoint name="Gossip" address="10.0.0.5" port="7100" protocol="ip"/>
              <Endpoint name="Chat" address="10.0.0.5" port="20002" protocol="tcp"/>
              <Endpoint name="Debug" address="10.0.0.5" port="7200" protocol="tcp"/>
            </Endpoints>
          </CurrentInstance>
          <Roles>
            <Role name="Crane">
              <Instances>
                <Instance id="Crane_IN_0" faultDomain="0" updateDomain="0">
                  <Endpoints>
                    <Endpoint name="Gossip" address="10.0.0.5" port="7100" protocol="ip"/>
                    <Endpoint name="Chat" address="10.0.0.5" port="20002" protocol="tcp"/>
                  </Endpoints>
                </Instance>
                <Instance id="Crane_IN_1" faultDomain="1" updateDomain="1">
                  <Endpoints>
                    <Endpoint name="Gossip" address="10.0.0.21" port="7100" protocol="ip"/>
                  </Endpoints>
                </Instance>
              </Instances>
            </Role>
            <Role name="Mole">
              <Instances>
                <Instance id="Mole_IN_0" faultDomain="0" updateDomain="0">
                  <Endpoints>
                    <Endpoint name="Ask" address="10.0.0.10" port="81" protocol="http"/>
                  </Endpoints>
                </Instance>
                <Instance id="Mole_IN_1" faultDomain="1" updateDomain="1">
                  <Endpoints>
                    <Endpoint name="Ask" address="10.0.0.11" port="81" protocol="http"/>
                  </Endpoints>
                </Instance>
                <Instance id="Mole_IN_2" faultDomain="0" updateDomain="2">
                  <Endpoints>
                    <Endpoint name="Ask" address="10.0.0.12" port="81" protocol="http"/>
                  </Endpoints>
                </Instance>
              </Instances>
            </Role>
          </Roles>
        </RoleEnvironment>
        """

    @Test func `instances whose address nobody knows are left out, their roles are not`() throws {
        let roles = try document().roles
        #expect(roles.map(\.name) == ["Crane", "Mole"])
        #expect(roles.map(\.instances.count) == [1, 0])
    }

    @Test func `ids are the cloud's, or the emulator's`() throws {
        #expect(try document { $0.instanceNumber = 4 }.currentInstance.id == "Crane_IN_4")
        let emulated = try document {
            $0.isEmulated = true; $0.deploymentID = "deployment16(130)"
        }
        #expect(emulated.currentInstance.id == "deployment16(130).Harbour.Crane_IN_0")
        #expect(emulated.value(at: .deploymentEmulated) == "true")
    }

    @Test func `domains follow the number, and the number follows the id`() throws {
        let current = try document { $0.instanceID = "x.Crane_IN_7" }.currentInstance
        #expect(current.id == "x.Crane_IN_7")
        #expect(current.faultDomain == 1 && current.updateDomain == 1)
        #expect(try document { $0.instanceNumber = -5 }.currentInstance.updateDomain == 0)
        #expect(try document { $0.instanceID = "Crane_IN_99999999999999999999" }.currentInstance.faultDomain == 0)
        #expect(
            try document {
                $0.instanceID = "web-1"; $0.instanceNumber = 3
            }.currentInstance.faultDomain == 1
        )
    }

    @Test func `without definition and configuration there is an instance with a diagnostic store, and nothing else`()
        throws
    {
        let document = RoleEnvironmentDocument.make(
            role: try Fixtures.readRole(),
            definition: nil,
            configuration: nil,
            options: options()
        )
        #expect(document.currentInstance.id == "Crane_IN_0")
        #expect(document.settings.isEmpty && document.currentInstance.endpoints.isEmpty && document.roles.isEmpty)
        #expect(
            document.localResources == [
                .init(name: "DiagnosticStore", path: "/res/d3.Crane.DiagnosticStore/", sizeInMB: 4_096)
            ]
        )
        let text = String(decoding: document.xml(), as: UTF8.self)
        for container in ["ConfigurationSettings", "Endpoints", "Roles"] { #expect(text.contains("<\(container)/>")) }
    }

    @Test func `a setting that the definition does not declare is not there; without a definition all are`() throws {
        var configuration = try Fixtures.readConfiguration()
        configuration.roles[0].settings.append(.init(name: "Stray", value: "1", location: configuration.location))
        let role = try Fixtures.readRole()
        let known = RoleEnvironmentDocument.make(
            role: role,
            definition: try Fixtures.readDefinition(),
            configuration: configuration,
            options: options()
        )
        let free = RoleEnvironmentDocument.make(
            role: role,
            definition: nil,
            configuration: configuration,
            options: options()
        )
        #expect(known.value(at: .setting(name: "Stray")) == nil)
        #expect(free.value(at: .setting(name: "Stray")) == "1")
    }

    @Test func `every path has its value, and one that selects nothing has none`() throws {
        let document = try document()
        let values: [(RoleInstanceValuePath, String?)] = [
            (.deploymentEmulated, "false"), (.deploymentID, "d3"), (.instanceID, "Crane_IN_0"), (.roleName, "Crane"),
            (.faultDomain, "0"), (.updateDomain, "0"), (.setting(name: "QueueName"), "grüße & <grain>"),
            (.setting(name: "queuename"), nil), (.localResourcePath(name: "Scratch"), "/res/d3.Crane.Scratch/"),
            (.localResourceSize(name: "Scratch"), "100"), (.localResourceSize(name: "X"), nil),
            (.endpointProtocol(name: "Gossip"), "ip"), (.endpointAddress(name: "Web"), "10.0.0.5"),
            (.endpointPort(name: "Web"), "20001"), (.endpointPort(name: "Ask"), nil),
        ]
        for (path, value) in values { #expect(document.value(at: path) == value, "\(path)") }
    }

    @Test func `characters that XML can not write do not spoil the file`() throws {
        var document = try document()
        document.settings = [.init(name: "a", value: "\u{0}\u{1B}\r\n\t🙂]]>\u{FFFF}")]
        let root = try XMLReader.read(document.xml())
        #expect(document.xml().allSatisfy { $0 < 0x80 })
        #expect(root.name.local == "RoleEnvironment")
        let text = String(decoding: document.xml(), as: UTF8.self)
        #expect(text.contains("&#65533;&#65533;&#13;&#10;&#9;&#128578;"))
    }
}
