/// A folder of the instance's own, with a size that it is not to go beyond.
public struct LocalResource: Hashable, Sendable {
    /// The name in the service definition.
    public let name: String
    /// The folder; absolute, ends with a `/`.
    public let rootPath: String
    /// The size in MB; 0 when it is not known.
    public let maximumSizeInMegabytes: Int
}
