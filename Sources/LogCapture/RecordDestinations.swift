/// Where a record goes.
public struct RecordDestinations: OptionSet, Sendable {
    /// The bits.
    public let rawValue: Int

    /// Creates a set from bits.
    public init(rawValue: Int) {
        self.rawValue = rawValue
    }

    /// The bootstrapper's own standard error.
    public static let console = RecordDestinations(rawValue: 1)
    /// WaHostBootstrapper.log.
    public static let log = RecordDestinations(rawValue: 2)
    /// Both.
    public static let all: RecordDestinations = [.console, .log]
}
