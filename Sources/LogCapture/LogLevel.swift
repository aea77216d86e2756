/// How much a record of the bootstrapper's own matters.
public enum LogLevel: Int, Sendable, CaseIterable, Comparable {
    /// For whoever looks for a fault in the bootstrapper itself.
    case debug
    /// What happens in a healthy run.
    case info
    /// A fault that the run lives with.
    case warning
    /// A fault that ends something.
    case error

    /// Reads a level by its name: `debug`, `info`, `warning` (also `warn`) or `error`.
    public init?(_ name: String) {
        switch name {
        case "debug": self = .debug
        case "info": self = .info
        case "warning", "warn": self = .warning
        case "error": self = .error
        default: return nil
        }
    }

    /// Returns whether `left` matters less than `right`.
    public static func < (left: LogLevel, right: LogLevel) -> Bool {
        left.rawValue < right.rawValue
    }

    /// The name, as `init(_:)` reads it and JSON shows it.
    public var name: String {
        switch self {
        case .debug: "debug"
        case .info: "info"
        case .warning: "warning"
        case .error: "error"
        }
    }

    /// The five characters of Azure's log lines.
    var azureTag: StaticString {
        switch self {
        case .debug: "DEBUG"
        case .info: "INFO "
        case .warning: "WARN "
        case .error: "ERROR"
        }
    }

    /// What stands before the text of a plain console line.
    var consoleWord: StaticString {
        switch self {
        case .debug: "debug: "
        case .info: ""
        case .warning: "warning: "
        case .error: "error: "
        }
    }

    /// The prefix by which the journal of systemd knows the priority (sd-daemon(3)).
    var journalPrefix: StaticString {
        switch self {
        case .debug: "<7>"
        case .info: "<6>"
        case .warning: "<4>"
        case .error: "<3>"
        }
    }
}
