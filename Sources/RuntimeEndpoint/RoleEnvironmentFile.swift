import Glibc

/// The role environment as a file: replaced whole, by rename, so that no client ever reads half of it.
struct RoleEnvironmentFile {
    let folder: RuntimeFolder
    var path: String { folder.file("role.xml") }

    /// Replaces the content; when it throws, the old file is still there.
    func replace(with content: [UInt8]) throws(RuntimeEndpointFailure) {
        let next = folder.file("role.xml.next")
        unlink(next)
        let descriptor = open(next, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(errno) }
        let error = write(content, to: descriptor)
        close(descriptor)
        guard error == 0 else {
            unlink(next)
            throw failure(error)
        }
        try folder.hand(next, mode: 0o400)
        guard rename(next, path) == 0 else { throw failure(errno) }
    }

    func remove() { unlink(path) }

    /// Writes everything; returns 0 or the error.
    private func write(_ content: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = content[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? ENOSPC : errno }
            rest = rest.dropFirst(count)
        }
        return 0
    }

    private func failure(_ number: Int32) -> RuntimeEndpointFailure {
        RuntimeEndpointFailure("cannot write the role environment file '\(path)'", number)
    }
}
