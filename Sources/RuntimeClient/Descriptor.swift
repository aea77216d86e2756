import Glibc

/// An open descriptor of this process, non-blocking and close-on-exec; closed when the last owner lets go of it.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    deinit { close(number) }

    /// What waiting came to.
    enum Wait: Hashable {
        case ready
        case woken
        case late
    }

    /// Waits until the descriptor is ready, another one can be read, or the time is up.
    func wait(for events: Int32, until deadline: Deadline, wake: Int32? = nil) -> Wait {
        var descriptors = [pollfd(fd: number, events: Int16(events), revents: 0)]
        if let wake { descriptors.append(pollfd(fd: wake, events: Int16(POLLIN), revents: 0)) }
        while true {
            let count = poll(&descriptors, nfds_t(descriptors.count), deadline.milliseconds)
            if count < 0 && errno == EINTR { continue }
            if descriptors.first?.revents != 0 { return .ready }
            if count > 0 { return .woken }
            if deadline.hasPassed || count < 0 { return .late }
        }
    }

    /// Reads what is there, at most 64 KiB; empty at the end, nil when there is nothing yet.
    func read() throws(SystemError) -> [UInt8]? {
        var result = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            repeat { result = Glibc.read(number, buffer.baseAddress, buffer.count) } while result < 0 && errno == EINTR
            count = max(0, result)
        }
        if result < 0 && errno == EAGAIN { return nil }
        if result < 0 { throw SystemError(errno) }
        return bytes
    }
}

/// A reason of the system.
struct SystemError: Error {
    let number: Int32

    init(_ number: Int32) { self.number = number }

    /// As a person reads it.
    var text: String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let base = buffer.baseAddress, strerror_r(number, base, buffer.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: base)
        }
    }
}
