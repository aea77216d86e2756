import Glibc

/// Our own output before a role runs; afterwards the log capture owns it.
enum StandardStreams {
    /// Writes a result to standard output.
    static func say(_ text: String) { write(text, to: STDOUT_FILENO) }

    /// Writes a complaint to standard error.
    static func complain(_ text: String) { write(JournalPriority.marked(text), to: STDERR_FILENO) }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                return
            }
        }
    }
}
