extension ReadinessListener {
    private static let retryAfter = "5"

    /// Answers a request.
    ///
    /// - Parameters:
    ///   - request: what was asked.
    ///   - isGuarded: whether only names of this machine are answered.
    /// - Returns: the answer.
    func answer(_ request: HTTPRequest, isGuarded: Bool) -> HTTPAnswer {
        guard request.method == "GET" || request.wantsHeadOnly else {
            var answer = HTTPAnswer(405, "cannot \(request.method.prefix(20)): this listener only tells, ask with GET")
            answer.fields = [("Allow", "GET, HEAD")]
            return answer
        }
        switch request.path {
        case "/ready": return readiness
        case "/live": return content.isLive() ? HTTPAnswer(200, "Live") : HTTPAnswer(503, "Unresponsive")
        default: break
        }
        guard !isGuarded || request.isForThisMachine else {
            let host = request.host ?? ""
            return HTTPAnswer(421, "cannot answer for host '\(host)': ask by localhost or by a numeric address")
        }
        return page(request) ?? unknown
    }

    private var readiness: HTTPAnswer {
        if content.isReady() { return HTTPAnswer(200, "Ready") }
        var answer = HTTPAnswer(503, "Busy")
        answer.fields = [("Retry-After", Self.retryAfter)]
        return answer
    }

    private var unknown: HTTPAnswer {
        HTTPAnswer(404, "cannot find that here: there is " + knownPaths.joined(separator: ", "))
    }

    private var knownPaths: [String] {
        var paths = ["/ready", "/live"]
        if content.metrics != nil { paths.append("/metrics") }
        if content.status != nil { paths += ["/status.json", "/events"] }
        if content.timeline != nil { paths.append("/timeline.svg") }
        if content.logs != nil { paths.append("/logs.json") }
        return content.hasPage ? ["/"] + paths : paths
    }

    private func page(_ request: HTTPRequest) -> HTTPAnswer? {
        switch request.path {
        case "/" where content.hasPage: return StatusPage.answer
        case "/metrics":
            guard let metrics = content.metrics else { return nil }
            let isOpenMetrics = request.prefersOpenMetrics
            let type =
                isOpenMetrics
                ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                : "text/plain; version=0.0.4; charset=utf-8"
            var answer = HTTPAnswer(type: type, metrics(isOpenMetrics))
            answer.fields = [("Vary", "Accept")]
            return answer
        case "/status.json": return content.status.map { HTTPAnswer(type: "application/json", $0() + "\n") }
        case "/timeline.svg": return content.timeline.map { drawing($0()) }
        case "/logs.json":
            return content.logs.map { HTTPAnswer(type: "application/json", LogTail.json($0()) + "\n") }
        case "/events": return content.status == nil ? nil : events
        default: return nil
        }
    }

    private func drawing(_ svg: String) -> HTTPAnswer {
        var answer = HTTPAnswer(type: "image/svg+xml", svg)
        answer.fields = [("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")]
        return answer
    }

    private var events: HTTPAnswer {
        guard streams.count < limits.streams else {
            var answer = HTTPAnswer(503, "cannot send events to more than \(limits.streams) clients at once")
            answer.fields = [("Retry-After", Self.retryAfter)]
            return answer
        }
        var answer = HTTPAnswer(type: "text/event-stream", "")
        answer.isStream = true
        return answer
    }
}

extension HTTPRequest {
    /// Whether it names this machine by what no name server can give another meaning.
    fileprivate var isForThisMachine: Bool {
        guard let host, !host.isEmpty else { return true }
        if host == "localhost" || host.hasSuffix(".localhost") || host.contains(":") { return true }
        return host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E }
    }
}
