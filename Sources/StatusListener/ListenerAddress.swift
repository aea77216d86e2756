import Glibc

/// Where somebody may ask: a port, or a Unix socket.
public enum ListenerAddress: Hashable, Sendable, CustomStringConvertible {
    /// A numeric address and a port; port 0 lets the kernel choose.
    case port(host: String, port: UInt16)
    /// A Unix socket's path, absolute.
    case unix(path: String)

    /// Reads what a person has written: `8080`, `localhost:8080`, `0.0.0.0:8080`, `[::1]:8080`, `*:8080`, `unix:/path`
    /// or `/path`.
    ///
    /// A port alone is one of 127.0.0.1: other machines are let in only by naming an address of theirs.
    ///
    /// - Throws: what is wrong with it.
    public init(_ text: String) throws(ListenerFailure) {
        if text.hasPrefix("unix:/") || text.hasPrefix("/") {
            self = .unix(path: text.hasPrefix("unix:") ? String(text.dropFirst(5)) : text)
            return
        }
        let colon = text.lastIndex(of: ":")
        let digits = colon.map { text[text.index(after: $0)...] } ?? text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = UInt16(digits) else {
            throw ListenerFailure(text, "it should end in a port between 0 and 65535, as 127.0.0.1:8080 does")
        }
        let host = try Self.host(colon.map { String(text[..<$0]) } ?? "", of: text)
        self = .port(host: host, port: port)
    }

    private static func host(_ written: String, of text: String) throws(ListenerFailure) -> String {
        switch written {
        case "", "localhost": return "127.0.0.1"
        case "*": return "0.0.0.0"
        default: break
        }
        let isBracketed = written.hasPrefix("[") && written.hasSuffix("]")
        let host = isBracketed ? String(written.dropFirst().dropLast()) : written
        var address = in6_addr()
        let family = isBracketed ? AF_INET6 : AF_INET
        guard inet_pton(family, host, &address) == 1 else {
            throw ListenerFailure(text, "'\(written)' is no numeric address; write 127.0.0.1, [::1] or 0.0.0.0")
        }
        return host
    }

    /// Whether only this machine can reach it.
    public var isLoopback: Bool {
        switch self {
        case .unix: true
        case .port(let host, _): host == "::1" || host.hasPrefix("127.")
        }
    }

    /// The address as `init` reads it.
    public var description: String {
        switch self {
        case .unix(let path): "unix:" + path
        case .port(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}
