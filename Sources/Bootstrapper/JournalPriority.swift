import Glibc

/// The priority that the journal of systemd reads from the beginning of a line (sd-daemon(3)).
enum JournalPriority {
    /// Returns a complaint as the journal wants it, when standard error is the journal; else as it is.
    static func marked(_ text: String) -> String {
        guard let variable = getenv("JOURNAL_STREAM") else { return text }
        var status = stat()
        // Whoever redirects us elsewhere hands the variable on, so device and inode are compared (systemd.exec(5)).
        guard fstat(STDERR_FILENO, &status) == 0, String(cString: variable) == "\(status.st_dev):\(status.st_ino)"
        else { return text }
        let isWarning = text.hasPrefix("warning: ") || text.contains(": warning: ")
        let mark = isWarning ? "<4>" : "<3>"
        return text.split(separator: "\n").map { mark + $0 + "\n" }.joined()
    }
}
