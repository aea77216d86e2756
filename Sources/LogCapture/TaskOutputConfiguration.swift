/// The folder that holds what each task wrote.
public struct TaskOutputConfiguration: Sendable {
    /// The form of a file.
    public enum Format: Sendable {
        /// The bytes as they came.
        case raw
        /// `2026-11-21T14:36:54.123456Z O text`; a small letter where the child wrote no newline.
        case timestamped
    }

    /// The folder, absolute; made when it is not there.
    public var directory: String
    /// The form of a file.
    public var format = Format.timestamped
    /// How large one file may become; 10 MiB unless told.
    public var maximumSize = 10 << 20
    /// How many files one task keeps, the current one included; 5 unless told.
    public var maximumCount = 5
    /// How large all files of the folder may become together; 1 GiB unless told.
    public var maximumTotal = 1 << 30

    /// Creates a configuration with the usual bounds.
    public init(directory: String) {
        self.directory = directory
    }
}
