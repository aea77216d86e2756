import XMLText

/// What the version endpoint says: for each version of the protocol, where its goal state is (§1).
public struct DiscoveryDocument: Hashable, Sendable {
    /// The one version of the protocol that is published and spoken here.
    public static let version = "2011-03-08"
    /// How many bytes a client reads at most.
    public static let mostBytes = 65_536

    /// `RuntimeServerEndpoint`.
    public struct Endpoint: Hashable, Sendable {
        /// `@version`.
        public var version: String
        /// `@path`.
        public var path: String

        /// Creates an entry.
        public init(version: String, path: String) {
            self.version = version
            self.path = path
        }
    }

    /// The entries in order; Ruby's client takes the first, whatever its version.
    public var endpoints: [Endpoint]

    /// Creates the document of a server that speaks `2011-03-08` only.
    public init(goalStatePath: String) {
        endpoints = [Endpoint(version: Self.version, path: goalStatePath)]
    }

    /// Creates a document of any entries.
    public init(endpoints: [Endpoint]) {
        self.endpoints = endpoints
    }

    /// Where the goal state of version `2011-03-08` is; nil when the server does not speak it.
    public var goalStatePath: String? {
        endpoints.first { $0.version == Self.version }?.path
    }

    /// Returns the document in ASCII and without a line break, as it is sent, unframed.
    public func xml() -> [UInt8] {
        var text = "\(String.declaration)<RuntimeServerDiscovery \(String.namespaces)><RuntimeServerEndpoints>"
        for endpoint in endpoints {
            text +=
                "<RuntimeServerEndpoint version=\"\(endpoint.version.escaped)\" path=\"\(endpoint.path.escaped)\" />"
        }
        return Array((text + "</RuntimeServerEndpoints></RuntimeServerDiscovery>").utf8)
    }

    /// Reads a document.
    ///
    /// - Throws: why it is none. One that does not list `2011-03-08` is a document: `goalStatePath` is nil.
    public init(xml: [UInt8]) throws(RuntimeProtocolFault) {
        var limits = XMLReader.Limits()
        limits.bytes = Self.mostBytes
        let root = try XMLElement.root("RuntimeServerDiscovery", of: xml, limits: limits)
        let entries = root.child("RuntimeServerEndpoints")?.children("RuntimeServerEndpoint") ?? []
        endpoints = entries.map { Endpoint(version: $0.value("version") ?? "", path: $0.value("path") ?? "") }
    }
}
