import Glibc

/// The form of the lines on one of our own descriptors.
enum ConsoleStyle: Hashable, Sendable {
    case plain
    case terminal(colour: Bool)
    /// A connection to systemd's journal: lines begin with a priority.
    case journal
    case json

    /// Returns the style that fits what the descriptor is.
    static func fitting(_ descriptor: Int32, _ configuration: ConsoleConfiguration) -> ConsoleStyle {
        if configuration.format == .json { return .json }
        if isatty(descriptor) == 1 { return .terminal(colour: wantsColour(configuration.environment)) }
        return isJournal(descriptor, configuration.environment["JOURNAL_STREAM"]) ? .journal : .plain
    }

    /// https://no-color.org: any value but the empty one.
    private static func wantsColour(_ environment: [String: String]) -> Bool {
        guard (environment["NO_COLOR"] ?? "").isEmpty, let terminal = environment["TERM"] else { return false }
        return !terminal.isEmpty && terminal != "dumb"
    }

    /// The variable is inherited by whoever redirects us elsewhere, so device and inode are compared (systemd.exec(5)).
    private static func isJournal(_ descriptor: Int32, _ variable: String?) -> Bool {
        guard let variable else { return false }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return variable == "\(status.st_dev):\(status.st_ino)"
    }
}
