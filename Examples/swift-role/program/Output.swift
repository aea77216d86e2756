import Glibc

/// Standard output without a buffer: a log is read while the role runs.
enum Output {
    static func write(_ line: String) {
        let bytes = Array(line.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }
}
