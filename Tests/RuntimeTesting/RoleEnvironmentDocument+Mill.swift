import RoleModel

extension RoleEnvironmentDocument {
    /// An instance with two settings, two resources, two endpoints and a neighbour.
    public static let mill: RoleEnvironmentDocument = {
        var document = RoleEnvironmentDocument(
            deploymentID: "3f1c9a70",
            isEmulated: false,
            roleName: "Mill",
            currentInstance: Instance(
                id: "Mill_IN_0",
                faultDomain: 0,
                updateDomain: 3,
                endpoints: [
                    Endpoint(name: "TcpIn", address: "10.20.0.4", port: 20_001, transport: "tcp"),
                    Endpoint(name: "Peer", address: "fd00::4", port: 7_100, transport: "http"),
                ]
            )
        )
        document.settings = [
            Setting(name: "Queue Name", value: "grain \"fine\" & ümlaut"), Setting(name: "Empty", value: ""),
        ]
        document.localResources = [
            Resource(name: "DiagnosticStore", path: "/var/lib/wa/3f1c9a70.Mill.DiagnosticStore/", sizeInMB: 4_096),
            Resource(name: "Scratch", path: "/var/lib/wa/3f1c9a70.Mill.Scratch/", sizeInMB: 512),
        ]
        let peer = Endpoint(name: "Peer", address: "fd00::4", port: 7_100, transport: "http")
        document.roles = [
            RoleEntry(
                name: "Mill",
                instances: [
                    Instance(id: "Mill_IN_0", faultDomain: 0, updateDomain: 3, endpoints: [peer]),
                    Instance(
                        id: "Mill_IN_1",
                        faultDomain: 1,
                        updateDomain: 1,
                        endpoints: [Endpoint(name: "Peer", address: "10.20.0.5", port: 7_100, transport: "http")]
                    ),
                ]
            ),
            RoleEntry(
                name: "Front",
                instances: [
                    Instance(
                        id: "Front_IN_0",
                        faultDomain: 0,
                        updateDomain: 0,
                        endpoints: [Endpoint(name: "Gossip", address: "10.20.0.9", port: 7_400, transport: "tcp")]
                    )
                ]
            ),
        ]
        return document
    }()

    /// The same with another value of a setting.
    public func with(_ setting: String, _ value: String) -> RoleEnvironmentDocument {
        var document = self
        document.settings.removeAll { $0.name == setting }
        document.settings.append(Setting(name: setting, value: value))
        return document
    }
}
