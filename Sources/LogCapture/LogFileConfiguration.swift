/// The bootstrapper's own log file.
///
/// Each run begins a new one and renames earlier ones `.1`, `.2` and so on.
public struct LogFileConfiguration: Sendable {
    /// The form of a line.
    public enum Format: Sendable {
        /// `[pid:tid, YYYY/MM/DD, HH:MM:SS.mmm, LEVEL] text`, as on Azure; times are UTC.
        case azure
        /// One JSON object a line.
        case json
    }

    /// The file, absolute; its folder is made when it is not there.
    public var path: String
    /// The form of a line.
    public var format = Format.azure
    /// The least level that is written.
    public var level = LogLevel.info
    /// How large one file may become; 10 MiB unless told.
    public var maximumSize = 10 << 20
    /// How many files are kept, the current one included; 10 unless told.
    public var maximumCount = 10

    /// Creates a configuration with the usual bounds.
    public init(path: String) {
        self.path = path
    }
}
