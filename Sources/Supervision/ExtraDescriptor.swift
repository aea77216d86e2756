/// A descriptor that a child is given beside its standard ones.
public struct ExtraDescriptor: Hashable, Sendable {
    /// Its number in the child, 3 or more.
    public var number: Int32
    /// Its number here.
    public var descriptor: Int32

    /// Creates an extra descriptor.
    public init(number: Int32, descriptor: Int32) {
        self.number = number
        self.descriptor = descriptor
    }
}
