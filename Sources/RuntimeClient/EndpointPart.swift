import Glibc

/// The parts of a runtime endpoint, as messages call them.
enum EndpointPart: String {
    case version = "runtime endpoint"
    case goalState = "goal-state endpoint"
    case currentState = "current-state endpoint"
    case roleEnvironment = "role environment file"

    /// Whether there is a FIFO at a path: only there can two readers take each other's bytes.
    func isFIFO(_ path: String) -> Bool { EndpointTransport(path: path) == .fifo }
}

/// How a part of a runtime endpoint is opened; the file system tells.
enum EndpointTransport: Hashable {
    case socket
    case fifo
    /// Enough for a state that never changes (§6).
    case file

    /// Looks what is there; nil when nothing of use is, with the reason in `errno`.
    init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFSOCK: self = .socket
        case S_IFIFO: self = .fifo
        case S_IFREG: self = .file
        default:
            errno = ENOTSUP
            return nil
        }
    }
}
