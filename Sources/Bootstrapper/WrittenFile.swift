import Glibc

/// A file that a command writes, whole or not at all.
enum WrittenFile {
    /// Writes a new file.
    ///
    /// - Parameters:
    ///   - text: what it holds.
    ///   - path: where; absolute.
    ///   - replaces: whether a file that is there gives way; else it is left alone.
    /// - Returns: the system's error number, 0 when the file is written.
    static func write(_ text: String, to path: String, replaces: Bool) -> Int32 {
        if !replaces { return write(Array(text.utf8), create: path) }
        // Beside it and then over it: whoever reads it meanwhile has the old one.
        let beside = path + ".wahost-\(getpid())"
        let number = write(Array(text.utf8), create: beside)
        guard number == 0 else { return number }
        guard rename(beside, path) == 0 else {
            let number = errno
            unlink(beside)
            return number
        }
        return 0
    }

    private static func write(_ bytes: [UInt8], create path: String) -> Int32 {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY, 0o644)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count == 0 || errno != EINTR {
                let number = count == 0 ? EIO : errno
                unlink(path)
                return number
            }
        }
        return 0
    }
}
