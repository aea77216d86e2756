import Glibc

/// Reads whole files, bounded.
enum FileContent {
    /// Why a file could not be read.
    enum Fault: Error {
        /// The system's error number.
        case system(Int32)
        /// It has more bytes than the limit.
        case tooLarge
        /// It is a folder, a device or a socket.
        case notAFile
    }

    /// Returns the bytes of a regular file or pipe.
    ///
    /// - Parameters:
    ///   - path: the file.
    ///   - limit: how many bytes at most.
    ///   - cutsLonger: whether a longer file gives its beginning instead of a fault.
    /// - Returns: the bytes, or why there are none.
    static func read(_ path: String, limit: Int, cutsLonger: Bool = false) -> Result<[UInt8], Fault> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { return .failure(.system(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(.system(errno)) }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFIFO else { return .failure(.notAFile) }
        if !cutsLonger, kind == S_IFREG, Int(status.st_size) > limit { return .failure(.tooLarge) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, max(Int(status.st_size), 256)))
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < limit + (cutsLonger ? 0 : 1) {
            let wanted = min(chunk.count, limit + (cutsLonger ? 0 : 1) - bytes.count)
            let count = Glibc.read(descriptor, &chunk, wanted)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return .failure(.system(errno)) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes.count > limit ? .failure(.tooLarge) : .success(bytes)
    }
}
