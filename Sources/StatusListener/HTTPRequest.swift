/// The head of a request, as far as an answer depends on it.
struct HTTPRequest {
    /// What a head is.
    enum Reading {
        /// One that can not be answered; what is answered instead.
        case faulty(HTTPAnswer)
        /// One that can.
        case request(HTTPRequest)
    }

    /// A head may not be longer.
    static let mostBytes = 16_384
    private static let mostFields = 100

    var method = ""
    /// The path, without the query.
    var path = ""
    /// The host that was asked for, without its port.
    var host: String?
    var accept = ""
    /// Whether the connection goes on afterwards.
    var isKeptAlive = true

    /// Whether the answer's body is left out.
    var wantsHeadOnly: Bool { method == "HEAD" }

    /// Looks for the end of the first head.
    ///
    /// - Parameters:
    ///   - bytes: what has been received, from the head's first byte.
    ///   - start: where to begin to search; a line end that was found must be searched again.
    /// - Returns: the place behind its empty line; nil while there is none.
    static func end(of bytes: [UInt8], from start: Int) -> Int? {
        var place = start
        while let end = bytes[min(max(place, 0), bytes.count)...].firstIndex(of: 0x0A) {
            let next = bytes.dropFirst(end + 1).prefix(2)
            if next.first == 0x0A { return end + 2 }
            if next.elementsEqual([0x0D, 0x0A]) { return end + 3 }
            place = end + 1
        }
        return nil
    }

    /// Reads a whole head.
    static func read(_ head: ArraySlice<UInt8>) -> Reading {
        var lines: [String] = []
        for line in head.split(separator: 0x0A) {
            let line = line.last == 0x0D ? line.dropLast() : line
            if line.isEmpty { continue }
            guard lines.count <= mostFields else { return .faulty(.tooLarge) }
            guard let text = text(line) else { return .faulty(.bad("a control character in the head")) }
            lines.append(text)
        }
        return parse(lines)
    }

    /// Returns a line of the head; nil if it has a control character.
    private static func text(_ line: ArraySlice<UInt8>) -> String? {
        guard line.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { return nil }
        return String(decoding: line, as: UTF8.self)
    }

    private static func parse(_ lines: [String]) -> Reading {
        var request = HTTPRequest()
        let words = (lines.first ?? "").split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[2].hasPrefix("HTTP/") else {
            return .faulty(.bad("the first line should be: GET /path HTTP/1.1"))
        }
        guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else { return .faulty(.unknownVersion) }
        request.method = String(words[0])
        request.isKeptAlive = words[2] == "HTTP/1.1"
        request.take(target: words[1])
        var hosts = 0
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":"), colon > line.startIndex, line.first != " ", line.first != "\t",
                line[line.index(before: colon)] != " "
            else {
                return .faulty(.bad("a field of the head should be: Name: value"))
            }
            let name = line[..<colon].lowercased()
            if name == "host" { hosts += 1 }
            if let fault = request.take(name, trimmed(line[line.index(after: colon)...])) { return .faulty(fault) }
        }
        guard hosts == 1 || (hosts == 0 && words[2] == "HTTP/1.0") else {
            return .faulty(.bad("there should be one Host field"))
        }
        return .request(request)
    }

    private mutating func take(target: Substring) {
        var target = target
        // A proxy's form: http://host/path.
        if target.hasPrefix("http://") {
            target = target.dropFirst(7)
            target = target.firstIndex(of: "/").map { target[$0...] } ?? "/"
        }
        path = String(target.prefix { $0 != "?" && $0 != "#" })
    }

    /// Takes a field, and returns what makes the request one that can not be answered.
    private mutating func take(_ name: String, _ value: Substring) -> HTTPAnswer? {
        switch name {
        case "host": host = Self.name(of: value)
        case "accept": accept += (accept.isEmpty ? "" : ",") + value
        case "connection":
            let options = value.lowercased().split(separator: ",").map { Self.trimmed($0) }
            if options.contains("close") {
                isKeptAlive = false
            } else if options.contains("keep-alive") {
                isKeptAlive = true
            }
        case "content-length":
            // No request here has a body, and what would follow one must not be taken for the next request.
            return value.allSatisfy { $0 == "0" } ? nil : .noBody
        case "transfer-encoding": return .noBody
        default: break
        }
        return nil
    }

    private static func name(of host: Substring) -> String {
        if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }).lowercased() }
        return String(host.prefix { $0 != ":" }).lowercased()
    }

    static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" { text.removeLast() }
        return text
    }
}
