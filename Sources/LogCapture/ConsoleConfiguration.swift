import Glibc

/// What is written to the bootstrapper's own standard output and error.
public struct ConsoleConfiguration: Sendable {
    /// The form of a line.
    public enum Format: Sendable {
        /// One line for a reader: coloured on a terminal, with priorities under systemd, plain elsewhere.
        case text
        /// One JSON object a line.
        case json
    }

    /// The form of a line.
    public var format = Format.text
    /// The least level of the bootstrapper's own records that is shown.
    public var level = LogLevel.info
    /// Whether lines of text begin with the time (UTC).
    public var timestamps = false
    /// The name that stands before the bootstrapper's own records.
    public var ownName = "wahost"
    /// The names that will occur, in file order: they settle the width of the first column and the colours.
    public var names: [String] = []
    /// The descriptor that takes the children's standard output.
    public var standardOutput: Int32 = 1
    /// The descriptor that takes the children's standard error and the bootstrapper's own records.
    public var standardError: Int32 = 2
    /// How many bytes wait for a slow console before its children wait, too; 4 MiB unless told.
    public var queueLimit = 4 << 20
    /// The environment that is asked for `NO_COLOR`, `TERM`, `JOURNAL_STREAM` and the locale.
    public var environment: [String: String] = ConsoleConfiguration.ownEnvironment

    /// Creates a configuration: text to the own descriptors.
    public init() {}

    private static var ownEnvironment: [String: String] {
        var found: [String: String] = [:]
        for name in ["NO_COLOR", "TERM", "JOURNAL_STREAM", "LC_ALL", "LC_CTYPE", "LANG"] {
            if let value = getenv(name) { found[name] = String(cString: value) }
        }
        return found
    }
}
