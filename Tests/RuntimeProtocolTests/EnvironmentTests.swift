import RoleModel
import RuntimeProtocol
import Testing

@Suite struct EnvironmentTests {
    private typealias Document = RoleEnvironmentDocument

    private static let endpoint = Document.Endpoint(name: "Peer", address: "10.20.0.4", port: 7_100, transport: "tcp")
    private static let gossip = Document.Endpoint(name: "Gossip", address: "10.20.0.9", port: 7_400, transport: "tcp")

    private static var mill: Document {
        var document = Document(
            deploymentID: "deployment16(130)",
            isEmulated: true,
            roleName: "Mühle & Söhne",
            currentInstance: .init(id: "Mill_IN_0", faultDomain: 0, updateDomain: 3, endpoints: [endpoint])
        )
        document.settings = [.init(name: "QueueName", value: "grain\n<1>"), .init(name: "Size", value: "")]
        document.localResources = [.init(name: "Scratch", path: "/var/lib/wa/Scratch/", sizeInMB: 512)]
        document.roles = [
            .init(
                name: "Front",
                instances: [.init(id: "Front_IN_0", faultDomain: 1, updateDomain: 0, endpoints: [gossip])]
            )
        ]
        return document
    }

    private static func changes(_ edit: (inout Document) -> Void) -> [EnvironmentDifference.Change] {
        var new = mill
        edit(&new)
        return EnvironmentDifference(from: mill, to: new).changes
    }

    @Test func `a role environment reads back`() throws {
        #expect(try Document(xml: Self.mill.xml()) == Self.mill)
    }

    @Test func `what is absent is empty, and what is unknown is left out`() throws {
        let text = """
            <?xml version="1.0"?><RoleEnvironment xmlns="urn:x"><More/><CurrentInstance id="a" roleName="R" other="1">
            <Endpoints><Endpoint name="E" port="99999"/></Endpoints></CurrentInstance></RoleEnvironment>
            """
        let document = try Document(xml: Array(text.utf8))
        #expect(document.currentInstance.id == "a")
        #expect(document.currentInstance.endpoints.map(\.port) == [0])
        #expect(document.settings.isEmpty && document.roles.isEmpty && !document.isEmulated)
    }

    @Test(arguments: ["", "<a/>", "<RoleEnvironment/>", "<RoleEnvironment>"])
    func `what is no role environment is refused`(text: String) {
        #expect(throws: RuntimeProtocolFault.self) { try Document(xml: Array(text.utf8)) }
    }

    @Test func `two equal environments have no difference, whatever the order`() {
        #expect(Self.changes { _ in }.isEmpty)
        #expect(Self.changes { $0.settings.reverse() }.isEmpty)
        #expect(Self.changes { $0.localResources = [] }.isEmpty)
        #expect(Self.changes { $0.deploymentID = "other" }.isEmpty)
    }

    @Test func `changed, added and removed settings are told by name`() {
        let changes = Self.changes {
            $0.settings = [.init(name: "New", value: "1"), .init(name: "QueueName", value: "flour")]
        }
        #expect(
            changes == [
                .configurationSetting(name: "New"), .configurationSetting(name: "QueueName"),
                .configurationSetting(name: "Size"),
            ]
        )
    }

    @Test func `roles whose instances, domains or endpoints change are told by name`() {
        let front = [EnvironmentDifference.Change.topology(role: "Front")]
        #expect(Self.changes { $0.roles = [] } == front)
        #expect(Self.changes { $0.roles[0].instances[0].faultDomain = 0 } == front)
        #expect(Self.changes { $0.roles[0].instances[0].updateDomain = 1 } == front)
        #expect(Self.changes { $0.roles[0].instances[0].endpoints[0].port = 1 } == front)
        #expect(Self.changes { $0.roles[0].instances[0].endpoints[0].address = "::1" } == front)
        #expect(Self.changes { $0.roles[0].instances[0].endpoints[0].transport = "udp" } == front)
        #expect(
            Self.changes {
                $0.roles[0].instances.append(
                    .init(id: "Front_IN_1", faultDomain: 0, updateDomain: 1, endpoints: [Self.gossip])
                )
            } == front
        )
        #expect(Self.changes { $0.roles.append(.init(name: "Back", instances: [])) } == [.topology(role: "Back")])
    }

    @Test func `the own instance counts, though it is not under Roles`() {
        let own = [EnvironmentDifference.Change.topology(role: "Mühle & Söhne")]
        #expect(Self.changes { $0.currentInstance.endpoints[0].port = 7_101 } == own)
        // It comes to stand there, too, with its internal endpoints only: that is no difference.
        let entry = Document.RoleEntry(name: "Mühle & Söhne", instances: [Self.mill.currentInstance])
        #expect(Self.changes { $0.roles.append(entry) }.isEmpty)
    }
}
