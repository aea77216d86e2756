extension Readiness: CustomStringConvertible {
    /// The forms there are, as a person is told of them.
    public static let forms = [
        "notify", "fd", "tcp:PORT", "tcp:HOST:PORT", "unix:PATH", "http://HOST:PORT/PATH", "file:PATH", "exec:COMMAND",
    ]

    /// As it is written in the file, with what was left out.
    public var description: String {
        switch self {
        case .notify: "notify"
        case .fd: "fd"
        case .tcp(let host, let port): "tcp:\(Self.bracketed(host)):\(port)"
        case .unix(let path): "unix:\(path)"
        case .http(let host, let port, let target): "http://\(Self.bracketed(host)):\(port)\(target)"
        case .file(let path): "file:\(path)"
        case .exec(let commandLine): "exec:\(commandLine)"
        }
    }

    /// Reads what is written in `linux:readiness` (behaviour C5).
    ///
    /// - Throws: what is wrong with it, and the forms there are.
    public init(_ text: String, at place: FileLocation? = nil) throws(Diagnostic) {
        let kind = text.prefix { $0 != ":" }
        let rest = text.dropFirst(kind.count + 1)
        switch kind {
        case "notify" where text == "notify": self = .notify
        case "fd" where text == "fd": self = .fd
        case "tcp": self = try Self.tcp(rest, text, place)
        case "unix": self = .unix(path: try Self.nonblank(rest, text, "a path", place))
        case "file": self = .file(path: try Self.nonblank(rest, text, "a path", place))
        case "exec": self = .exec(commandLine: try Self.nonblank(rest, text, "a command", place))
        case "http": self = try Self.http(rest, text, place)
        case "https": throw .httpsReadiness(text, at: place)
        default: throw .badReadiness(text, why: "there is no such kind of readiness", at: place)
        }
    }

    /// Reads what is written in `linux:statusCheck`: the kinds that can be asked again and again.
    ///
    /// - Throws: what is wrong with it, and the forms there are.
    public init(statusCheck text: String, at place: FileLocation? = nil) throws(Diagnostic) {
        guard text != "fd" else { throw .badStatusCheck(text, at: place) }
        try self.init(text, at: place)
    }

    private static func nonblank(
        _ rest: Substring,
        _ text: String,
        _ what: String,
        _ place: FileLocation?
    ) throws(Diagnostic) -> String {
        let value = String(rest).trimmed
        guard !value.isEmpty else {
            throw .badReadiness(text, why: "there must be \(what) behind the colon", at: place)
        }
        return value
    }

    private static func tcp(_ rest: Substring, _ text: String, _ place: FileLocation?) throws(Diagnostic) -> Readiness {
        guard let authority = Authority(rest.contains(":") ? rest : "127.0.0.1:" + rest), let port = authority.port
        else {
            throw .badReadiness(
                text,
                why: "there must be a port from 1 to 65535, or HOST:PORT, behind the colon",
                at: place
            )
        }
        return .tcp(host: authority.host, port: port)
    }

    private static func http(_ rest: Substring, _ text: String, _ place: FileLocation?) throws(Diagnostic) -> Readiness
    {
        let why = "it is not of the form http://HOST:PORT/PATH, without user, fragment and blanks"
        let isPlain = rest.unicodeScalars.allSatisfy { $0.isASCII && $0.value > 0x20 && $0.value != 0x7F }
        guard rest.hasPrefix("//"), isPlain, !rest.contains("#") else { throw .badReadiness(text, why: why, at: place) }
        let written = rest.dropFirst(2)
        let end = written.firstIndex { $0 == "/" || $0 == "?" } ?? written.endIndex
        guard let authority = Authority(written[..<end]) else { throw .badReadiness(text, why: why, at: place) }
        let target = String(written[end...])
        return .http(
            host: authority.host,
            port: authority.port ?? 80,
            target: target.hasPrefix("/") ? target : "/" + target
        )
    }

    private static func bracketed(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }
}

/// `HOST:PORT`, `HOST`, `[ADDRESS]:PORT`.
private struct Authority {
    var host: String
    var port: UInt16?

    init?(_ text: Substring) {
        var end = text.lastIndex(of: ":") ?? text.endIndex
        if let bracket = text.lastIndex(of: "]"), end < bracket { end = text.endIndex }
        let written = text[..<end]
        let isBracketed = written.hasPrefix("[") && written.hasSuffix("]") && written.count > 2
        host = String(isBracketed ? written.dropFirst().dropLast() : written)
        let forbidden: Set<Character> = ["[", "]", "/", "@", " ", "\t", "\n", "%"]
        guard !host.isEmpty, !host.contains(where: forbidden.contains), isBracketed || !host.contains(":") else {
            return nil
        }
        guard end < text.endIndex else { return }
        guard let number = UInt16(text[text.index(after: end)...]), number > 0 else { return nil }
        port = number
    }
}
