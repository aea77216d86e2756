import Foundation
import Testing

@testable import StatusListener

@Suite(.timeLimit(.minutes(1))) struct AnswerTests {
    @Test func `ready is 200 while Ready and 503 with Retry-After otherwise, one word each`() throws {
        let test = try TestListener()
        let ready = try ask(test.http, "/ready")
        #expect(ready.head.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(ready.body == "Ready\n")
        test.change { $0.isReady = false }
        let busy = try ask(test.http, "/ready?verbose=1")
        #expect(busy.head.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
        #expect(busy.head.contains("\r\nRetry-After: 5\r\n"))
        #expect(busy.body == "Busy\n")
        #expect(try ask(test.http, "/live").head.hasPrefix("HTTP/1.1 200"))
        test.change { $0.isLive = false }
        #expect(try ask(test.http, "/live").head.hasPrefix("HTTP/1.1 503"))
    }

    @Test func `an instance that changes is told of at once on an open connection`() throws {
        let test = try TestListener()
        let client = try RawClient(port: test.http)
        for number in 0..<100 {
            test.change { $0.isReady = number % 2 == 0 }
            client.send("GET /ready HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n")
            #expect(client.readAnswer()?.body == (number % 2 == 0 ? "Ready\n" : "Busy\n"))
        }
        #expect(test.look { $0.clientCount } == 1)
    }

    @Test(
        arguments: [
            ("", false), ("Accept: */*\r\n", false), ("Accept: text/plain\r\n", false),
            ("Accept: application/openmetrics-text; version=1.0.0\r\n", true),
            (
                "Accept: application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,"
                    + "*/*;q=0.1\r\n", true
            ),
            ("Accept: application/openmetrics-text;q=0.2\r\nAccept: text/plain;q=0.9\r\n", false),
            ("Accept: application/openmetrics-text;q=0\r\n", false),
            ("Accept: application/openmetrics-text;q=banana\r\n", true),
            ("Accept: application/openmetrics-text;q=nan\r\n", true),
        ]
    )
    func `metrics come in the form that is most welcome`(accept: String, isOpen: Bool) throws {
        let test = try TestListener()
        let answer = try ask(test.http, "/metrics", accept)
        #expect(answer.body == "wahost_open_metrics \(isOpen ? 1 : 0)\n")
        let type = isOpen ? "application/openmetrics-text; version=1.0.0; charset=utf-8" : "text/plain; version=0.0.4"
        #expect(answer.head.contains("\r\nContent-Type: \(type)"))
    }

    @Test func `requests in one piece are answered in order, byte by byte as well`() throws {
        let test = try TestListener()
        let requests = ["/ready", "/status.json", "/nothing", "/live"].map {
            "GET \($0) HTTP/1.1\r\nHost: localhost\r\n\r\n"
        }.joined()
        let whole = try RawClient(port: test.http)
        let pieces = try RawClient(port: test.http)
        whole.send(String(repeating: requests, count: 25))
        for byte in requests.unicodeScalars {
            pieces.send(String(byte))
            // What has arrived is read before the queue answers the other one.
            #expect(try ask(test.http, "/live").body == "Live\n")
        }
        for (client, times) in [(whole, 25), (pieces, 1)] {
            for _ in 0..<times {
                #expect(client.readAnswer()?.body == "Ready\n")
                #expect(client.readAnswer()?.body == "{\"status\":\"ready\"}\n")
                #expect(client.readAnswer()?.head.hasPrefix("HTTP/1.1 404") == true)
                #expect(client.readAnswer()?.body == "Live\n")
            }
        }
    }

    @Test(arguments: 1...9)
    func `a head may be cut anywhere`(behind: Int) throws {
        let test = try TestListener()
        let client = try RawClient(port: test.http)
        let head = "GET /ready HTTP/1.1\r\nHost: a\r\n\r\n"
        client.send(String(String.UnicodeScalarView(head.unicodeScalars.dropLast(behind))))
        for _ in 0..<3 { #expect(try ask(test.http, "/live").body == "Live\n") }
        client.send(String(String.UnicodeScalarView(head.unicodeScalars.suffix(behind))))
        #expect(client.readAnswer()?.body == "Ready\n")
    }

    @Test func `HEAD has the length of the body and no body`() throws {
        let test = try TestListener()
        let client = try RawClient(port: test.http)
        for path in ["/ready", "/", "/metrics"] {
            client.send("HEAD \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
            let answer = client.readAnswer(headOnly: true)
            #expect(answer?.head.contains("Content-Length: 0\r\n") == false)
        }
        client.send("HEAD /events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        #expect(client.readAll().hasSuffix("Connection: close\r\n\r\n"))
    }

    @Test(
        arguments: [
            ("GET / HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n", 421), ("GET / HTTP/1.1\r\n\r\n", 400),
            ("GET /ready HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400), ("GET /ready\r\n\r\n", 400),
            ("GET  /ready HTTP/1.1\r\nHost: a\r\n\r\n", 400), ("GET /ready HTTP/2.0\r\nHost: a\r\n\r\n", 505),
            ("\u{16}\u{3}\u{1}\n\n", 400), ("POST /ready HTTP/1.1\r\nHost: a\r\n\r\n", 405),
            ("GET /ready HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nabcd", 413),
            ("GET /ready HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 413),
            ("GET /ready HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400),
            ("GET /ready HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", 400),
            ("GET /ready HTTP/1.1\r\nHost: a\r\nX: \u{0}\r\n\r\n", 400),
            (Text("GET /ready HTTP/1.1\r\nHost: a\r\nX: " + String(repeating: "y", count: 17_000) + "\r\n\r\n"), 431),
            (Text(String(repeating: "z", count: 40_000)), 431),
            (Text("GET /ready HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: 200) + "\r\n"), 431),
            ("GET /ready HTTP/1.1\nHost: a\n\n", 200), ("\r\n\r\nGET /ready HTTP/1.1\r\nHost: a\r\n\r\n", 200),
            ("GET /ready HTTP/1.0\r\n\r\n", 200), ("GET http://a/ready HTTP/1.1\r\nHost: a\r\n\r\n", 200),
            ("GET /status.json HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", 200),
            ("GET /status.json HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n", 200),
        ] as [(Text, Int)]
    )
    func `what is no request of ours is answered with what is wrong with it`(request: Text, status: Int) throws {
        let test = try TestListener()
        let client = try RawClient(port: test.http)
        client.send(request.text)
        client.endSending()
        #expect(client.readAll().hasPrefix("HTTP/1.1 \(status) "))
        #expect(try ask(test.http, "/ready").body == "Ready\n")
    }

    @Test func `a listener without a page tells readiness only`() throws {
        let test = try TestListener(page: false)
        for path in ["/", "/status.json", "/events", "/metrics", "/logs.json", "/timeline.svg"] {
            let answer = try ask(test.http, path)
            #expect(answer.head.hasPrefix("HTTP/1.1 404"))
            #expect(answer.body == "cannot find that here: there is /ready, /live\n")
        }
    }

    @Test func `logs are JSON, whatever was written`() throws {
        let test = try TestListener()
        let text = "</script><b>\"\\\u{1B}[31m\u{7F}\t\u{2028}é定\r"
        test.change { $0.logs = [LogTail(name: "a\nb", lines: [.init(text), .init("", isError: true)])] }
        let body = try ask(test.http, "/logs.json").body
        let value = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        let task = (value?["tasks"] as? [[String: Any]])?.first
        #expect(task?["name"] as? String == "a\nb")
        #expect((task?["lines"] as? [[String: String]])?.first?["text"] == text)
        #expect((task?["lines"] as? [[String: String]])?.last?["stream"] == "stderr")
    }

    @Test func `a Unix socket answers, is replaced when nobody listens on it, and goes with the listener`() throws {
        let path = "/tmp/wahost-l-\(UUID().uuidString.prefix(8))"
        var test: TestListener? = try TestListener(address: "unix:\(path)")
        let client = try RawClient(path: path)
        client.send("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(client.readAnswer()?.body == "Ready\n")
        #expect(throws: ListenerFailure.self) { try TestListener(address: path) }
        test = nil
        #expect(test == nil)
        #expect(!FileManager.default.fileExists(atPath: path))
        try "no socket".write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect { try TestListener(address: path) } throws: { "\($0)".contains("that is no socket") }
    }

    /// A text that a test's name does not show.
    struct Text: ExpressibleByStringLiteral, CustomTestStringConvertible, Sendable {
        let text: String
        init(_ text: String) { self.text = text }
        init(stringLiteral text: String) { self.text = text }
        var testDescription: String { String(text.prefix(60)).debugDescription }
    }
}
