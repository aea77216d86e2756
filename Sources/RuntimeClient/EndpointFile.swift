import Glibc

/// One part of a runtime endpoint at its path: opened, read and written within a limit, whatever it is made of.
struct EndpointFile {
    let part: EndpointPart
    let path: String
    let limit: Duration

    /// Opens it to read.
    func openToRead() throws(RuntimeClientFailure) -> Descriptor {
        switch EndpointTransport(path: path) {
        case .socket: try connect()
        // Opened like this it does not wait for the writer; there is no end of file before one has come and gone.
        case .fifo, .file: try open(O_RDONLY)
        case nil: throw unreachable(errno)
        }
    }

    /// Opens it to write, waiting for a reader.
    func openToWrite(until deadline: Deadline) throws(RuntimeClientFailure) -> Descriptor {
        switch EndpointTransport(path: path) {
        case .socket: return try connect()
        case .file: return try open(O_WRONLY | O_TRUNC)
        case .fifo:
            while true {
                let number = Glibc.open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
                if number >= 0 { return Descriptor(number) }
                // The server opens its end again after each report; nothing tells when.
                guard errno == ENXIO || errno == EINTR else { throw unreachable(errno) }
                guard !deadline.hasPassed else { throw .late(part, path, limit) }
                usleep(2_000)
            }
        case nil: throw unreachable(errno)
        }
    }

    /// Reads to the end of file.
    func readAll(atMost mostBytes: Int) throws(RuntimeClientFailure) -> [UInt8] {
        let descriptor = try openToRead()
        let deadline = Deadline(after: limit)
        var bytes: [UInt8] = []
        while true {
            guard descriptor.wait(for: POLLIN, until: deadline) == .ready else { throw .late(part, path, limit) }
            guard let piece = try read(descriptor) else { continue }
            guard !piece.isEmpty else { return bytes }
            bytes += piece
            guard bytes.count <= mostBytes else {
                throw .malformed(part, path, "it has more than \(mostBytes) bytes")
            }
        }
    }

    /// Writes one document and closes; over a socket it returns when the server has read it.
    func write(_ document: [UInt8]) throws(RuntimeClientFailure) {
        let deadline = Deadline(after: limit)
        let descriptor = try openToWrite(until: deadline)
        var rest = document[...]
        while !rest.isEmpty {
            guard descriptor.wait(for: POLLOUT, until: deadline) == .ready else { throw .late(part, path, limit) }
            rest = rest.dropFirst(try write(rest, descriptor))
        }
        try awaitClose(descriptor, deadline)
    }

    /// Reads what is there; nil when there is nothing yet.
    func read(_ descriptor: Descriptor) throws(RuntimeClientFailure) -> [UInt8]? {
        do { return try descriptor.read() } catch { throw unreachable(error.number) }
    }

    private func write(_ bytes: ArraySlice<UInt8>, _ descriptor: Descriptor) throws(RuntimeClientFailure) -> Int {
        let count = BrokenPipe.shielded {
            bytes.withUnsafeBytes { Glibc.write(descriptor.number, $0.baseAddress, $0.count) }
        }
        if count >= 0 { return count }
        guard [EAGAIN, EINTR].contains(errno) else { throw unreachable(errno) }
        return 0
    }

    /// Two reports must not overtake each other: the server closes when it has read to our end of file.
    private func awaitClose(_ descriptor: Descriptor, _ deadline: Deadline) throws(RuntimeClientFailure) {
        guard shutdown(descriptor.number, Int32(SHUT_WR)) == 0 else { return }
        // One that answers nothing and stays open has it nonetheless.
        guard descriptor.wait(for: POLLIN, until: deadline) == .ready else { return }
        _ = try read(descriptor)
    }

    private func connect() throws(RuntimeClientFailure) -> Descriptor {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { throw unreachable(ENAMETOOLONG) }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        let kind = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        let number = socket(AF_UNIX, Int32(kind), 0)
        guard number >= 0 else { throw unreachable(errno) }
        let descriptor = Descriptor(number)
        let deadline = Deadline(after: limit)
        while true {
            let result = withUnsafePointer(to: &address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    Glibc.connect(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            if result == 0 || errno == EISCONN { return descriptor }
            // The server's queue is full; nothing tells when there is room again.
            guard errno == EAGAIN || errno == EINTR else { throw unreachable(errno) }
            guard !deadline.hasPassed else { throw .late(part, path, limit) }
            usleep(2_000)
        }
    }

    private func open(_ flags: Int32) throws(RuntimeClientFailure) -> Descriptor {
        let number = Glibc.open(path, flags | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
        guard number >= 0 else { throw unreachable(errno) }
        return Descriptor(number)
    }

    private func unreachable(_ number: Int32) -> RuntimeClientFailure {
        .unreachable(part, path, SystemError(number).text)
    }
}
