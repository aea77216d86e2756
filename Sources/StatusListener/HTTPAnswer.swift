import Glibc

/// An answer to a request.
struct HTTPAnswer {
    var status: Int
    var type = "text/plain; charset=utf-8"
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// Whether the connection ends with it, whatever the client wants.
    var isLast = false
    /// Whether events follow the head instead of a body.
    var isStream = false

    init(_ status: Int, _ text: String) {
        self.status = status
        body = Array((text + "\n").utf8)
    }

    init(type: String, _ text: String) {
        status = 200
        self.type = type
        body = Array(text.utf8)
    }

    static var tooLarge: HTTPAnswer { last(431, "cannot take a head of more than \(HTTPRequest.mostBytes) bytes") }
    static var unknownVersion: HTTPAnswer { last(505, "cannot answer this version of HTTP: ask with HTTP/1.1") }
    static var noBody: HTTPAnswer { last(413, "cannot take a body: ask with GET, and nothing behind the head") }
    static func bad(_ why: String) -> HTTPAnswer { last(400, "cannot read the request: \(why)") }

    private static func last(_ status: Int, _ text: String) -> HTTPAnswer {
        var answer = HTTPAnswer(status, text)
        answer.isLast = true
        return answer
    }

    /// Writes head and body.
    ///
    /// - Parameters:
    ///   - headOnly: whether the body is left out.
    ///   - keepsAlive: whether the connection goes on.
    /// - Returns: the bytes to be sent.
    func bytes(headOnly: Bool, keepsAlive: Bool) -> [UInt8] {
        var head = "HTTP/1.1 \(status) \(Self.reason(status))\r\nDate: \(HTTPDate.now)\r\nContent-Type: \(type)\r\n"
        if !isStream { head += "Content-Length: \(body.count)\r\n" }
        head += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
        for field in fields { head += "\(field.name): \(field.value)\r\n" }
        head += "Connection: \(keepsAlive ? "keep-alive" : "close")\r\n\r\n"
        return Array(head.utf8) + (headOnly || isStream ? [] : body)
    }

    private static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 413: "Content Too Large"
        case 421: "Misdirected Request"
        case 431: "Request Header Fields Too Large"
        case 503: "Service Unavailable"
        case 505: "HTTP Version Not Supported"
        default: "Answer"
        }
    }
}
