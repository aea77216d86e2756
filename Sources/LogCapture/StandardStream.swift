/// One of the two streams a program writes to.
public enum StandardStream: Int, Sendable, CaseIterable {
    /// Descriptor 1.
    case output
    /// Descriptor 2.
    case error

    /// The descriptor's number in every program.
    var descriptor: Int32 { self == .output ? 1 : 2 }

    /// The stream's name in JSON.
    var name: StaticString { self == .output ? "stdout" : "stderr" }
}
