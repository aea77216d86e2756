import Glibc

/// What a role's log is told about troubles that nobody asked about.
enum Complaint {
    /// Writes a line to standard error, in one piece.
    static func write(_ text: String) {
        let line = Array("ServiceRuntime: \(text)\n".utf8)
        _ = line.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
