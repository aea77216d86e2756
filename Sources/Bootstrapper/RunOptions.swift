import LogCapture

/// What `run` is told beside the role.
public struct RunOptions: Sendable {
    /// The forms of log and output.
    public enum LogFormat: String, CaseIterable, Sendable {
        /// For a reader.
        case text
        /// One JSON object a line.
        case json
    }

    /// The levels, as the command line names them.
    public enum Level: String, CaseIterable, Sendable {
        case error
        case warning
        case info
        case debug
    }

    /// The role.
    public var input: InputOptions
    /// `--log-format`.
    public var logFormat: LogFormat
    /// `--log-level`.
    public var level: Level
    /// `--dry-run`.
    public var isDryRun = false
    /// `--watch`.
    public var watchesConfiguration = false
    /// `--configuration-deadline`.
    public var configurationDeadline: Duration
    /// `--readiness-listener`, `--agent-check`, `--azure-probe`, `--status-page`.
    public var listeners: ListenerOptions
    /// `--control-socket`, absolute; empty for none, nil for the usual place.
    public var controlSocket: String?

    /// Checks what was parsed.
    ///
    /// - Throws: a usage error for a value that can not be used.
    public init(_ parsed: ParsedOptions, system: SystemFacts) throws(UsageError) {
        isDryRun = parsed.has(.dryRun)
        input = try InputOptions(parsed, system: system)
        logFormat = try parsed.choice(.logFormat, LogFormat.self) ?? .text
        level = try parsed.choice(.logLevel, Level.self) ?? .info
        watchesConfiguration = parsed.has(.watch)
        configurationDeadline = try parsed.seconds(.configurationDeadline) ?? .seconds(30)
        listeners = try ListenerOptions(parsed)
        controlSocket = nil
        if let written = parsed.text(.controlSocket) {
            controlSocket = written == "none" ? "" : try system.absolute(written)
        }
    }

    var logLevel: LogLevel { LogLevel(level.rawValue) ?? .info }
}
