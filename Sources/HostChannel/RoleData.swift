/// What a host tells role code about the instance and its surroundings.
///
/// Names and values are given as they are; a NUL byte can not be told and ends the text.
public struct RoleData: Hashable, Sendable {
    /// A name and what belongs to it.
    public struct Entry: Hashable, Sendable {
        /// The name, at most 65,535 bytes.
        public var name: String
        /// The value.
        public var value: String

        /// Creates an entry.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The name of the instance: `Worker_IN_0`.
    public var instanceID: String
    /// The name of the role.
    public var roleName: String
    /// The deployment's identifier.
    public var deploymentID: String
    /// The configuration settings with their values.
    public var settings: [Entry]
    /// The local resources with their folders, absolute.
    public var localResources: [Entry]
    /// This instance's endpoints with where they listen: `ADDRESS:PORT`.
    public var endpoints: [Entry]

    /// Creates role data.
    public init(
        instanceID: String,
        roleName: String,
        deploymentID: String,
        settings: [Entry] = [],
        localResources: [Entry] = [],
        endpoints: [Entry] = []
    ) {
        self.instanceID = instanceID
        self.roleName = roleName
        self.deploymentID = deploymentID
        self.settings = settings
        self.localResources = localResources
        self.endpoints = endpoints
    }

    /// Returns the records, with what a change is about behind them.
    ///
    /// - Throws: the reason, when the data can not be told.
    func records(_ changes: [HostChange] = []) throws(HostChannelFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        try Self.add(.instanceID, Entry("", instanceID), to: &bytes)
        try Self.add(.roleName, Entry("", roleName), to: &bytes)
        try Self.add(.deploymentID, Entry("", deploymentID), to: &bytes)
        for entry in settings { try Self.add(.setting, entry, to: &bytes) }
        for entry in localResources { try Self.add(.localResource, entry, to: &bytes) }
        for entry in endpoints { try Self.add(.endpoint, entry, to: &bytes) }
        for change in changes {
            switch change {
            case .configurationSetting(let name): try Self.add(.changedSetting, Entry(name, ""), to: &bytes)
            case .topology(let role): try Self.add(.changedTopology, Entry(role, ""), to: &bytes)
            }
        }
        return bytes
    }

    private static func add(
        _ kind: HostWire.Record,
        _ entry: Entry,
        to bytes: inout [UInt8]
    ) throws(HostChannelFailure) {
        let name = Array(entry.name.utf8.prefix { $0 != 0 })
        let value = Array(entry.value.utf8.prefix { $0 != 0 })
        guard name.count <= UInt16.max, bytes.count + name.count + value.count + 8 <= HostWire.mostData else {
            throw .tooMuchData(entry.name)
        }
        bytes += [kind.rawValue, 0]
        bytes += HostWire.bytes(of: UInt32(name.count), count: 2)
        bytes += HostWire.bytes(of: UInt32(value.count), count: 4)
        bytes += name
        bytes += value
    }
}
