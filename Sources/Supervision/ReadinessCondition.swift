/// How one learns that a child is ready, or is well (behaviour C5).
public enum ReadinessCondition: Sendable {
    /// It says so on `NOTIFY_SOCKET`.
    case notify
    /// It writes a byte to `READY_FD`.
    case fd
    /// A TCP connection is accepted. The host is an address, `localhost`, or a name in /etc/hosts: a name that must be
    /// asked for elsewhere would hold up everything else.
    case tcp(host: String, port: UInt16)
    /// A connection is accepted on a Unix socket.
    case unix(path: String)
    /// `GET` over plain HTTP is answered with 2xx or 3xx.
    case http(host: String, port: UInt16, target: String)
    /// A file is there.
    case file(path: String)
    /// A command ends with 0. Its output is thrown away; the order must not name descriptors.
    case exec(LaunchOrder)
}

extension ReadinessCondition {
    var isNotify: Bool {
        if case .notify = self { true } else { false }
    }
}
