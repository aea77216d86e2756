/// The little of HTTP that a probe needs.
enum HTTPProbe {
    /// How much of an answer may come before its first line is whole.
    private static let lineLimit = 4096

    /// Returns the request; nothing in the target can add a line to it.
    static func request(host: String, port: UInt16, target: String) -> [UInt8] {
        let path = target.isEmpty ? "/" : target
        let safe = String(String.UnicodeScalarView(path.unicodeScalars.filter { $0.value > 32 && $0.value != 127 }))
        let name = host.contains(":") ? "[\(host)]" : host
        return Array(
            """
            GET \(safe) HTTP/1.1\r
            Host: \(name):\(port)\r
            User-Agent: wahostbootstrapper\r
            Accept: */*\r
            Connection: close\r
            \r

            """.utf8
        )
    }

    /// Returns whether an answer is 2xx or 3xx; nil while its first line is not whole.
    static func judge(_ received: [UInt8], isWhole: Bool) -> Bool? {
        guard let end = received.firstIndex(of: UInt8(ascii: "\n")) else {
            return isWhole || received.count > lineLimit ? false : nil
        }
        let words = received[..<end].split(separator: UInt8(ascii: " "))
        guard words.count >= 2, words[0].starts(with: "HTTP/1.".utf8) else { return false }
        let status = Int(String(decoding: words[1].filter { $0 != UInt8(ascii: "\r") }, as: UTF8.self)) ?? 0
        return (200..<400).contains(status)
    }
}
