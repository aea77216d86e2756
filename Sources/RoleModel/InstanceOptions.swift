/// What a document of the role environment needs to know that no file says.
public struct InstanceOptions {
    /// The instance id; nil: made of the role's name and the instance number.
    public var instanceID: String?
    /// The instance number, from 0; the one in `…_IN_<n>` of the instance id wins.
    public var instanceNumber: Int
    /// The deployment id.
    public var deploymentID: String
    /// Whether it pretends to be Azure's emulator, whose instance ids have the deployment and the service in front.
    public var isEmulated: Bool
    /// The address that the instance is reached by.
    public var address: String
    /// Returns the address of another instance, by role and number; nil: not known, it is left out.
    public var peerAddress: (String, Int) -> String?
    /// Returns the directory of a local resource, by its name; absolute.
    public var localResourcePath: (String) -> String
    /// Returns a port for an endpoint that asks for any free one, by its name.
    public var freePort: (String) -> UInt16

    /// Creates options.
    ///
    /// - Parameters:
    ///   - deploymentID: the deployment id.
    ///   - instanceNumber: the instance number, from 0.
    ///   - localResourcePath: returns the directory of a local resource.
    ///   - freePort: returns a port for an endpoint that asks for any free one.
    public init(
        deploymentID: String,
        instanceNumber: Int = 0,
        localResourcePath: @escaping (String) -> String,
        freePort: @escaping (String) -> UInt16
    ) {
        self.deploymentID = deploymentID
        self.instanceNumber = instanceNumber
        self.localResourcePath = localResourcePath
        self.freePort = freePort
        isEmulated = false
        address = "127.0.0.1"
        peerAddress = { _, _ in nil }
    }

    /// The instance number, read from the instance id when there is one: `Mill_IN_3` is 3.
    var number: Int {
        guard let id = instanceID, let mark = id.indices.last(where: { id[$0...].hasPrefix("_IN_") }) else {
            return max(0, instanceNumber)
        }
        return Int(id[mark...].dropFirst(4)).map { max(0, $0) } ?? max(0, instanceNumber)
    }
}
