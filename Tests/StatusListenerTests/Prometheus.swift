import Foundation
import TestSurroundings

/// A real Prometheus with the example's configuration, on 127.0.0.1 and ports that are free.
final class Prometheus {
    static let path = "/usr/bin/prometheus"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }
    static let examples = Repository.root.appending(path: "Examples/observability")

    private let process = Process()
    private let folder = URL(filePath: "/tmp/wahost-m-\(UUID().uuidString.prefix(8))")
    private let port: UInt16

    init(target: UInt16) throws {
        port = try LoopbackPort.free()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Self.examples.appending(path: "alerts.yml"),
            to: folder.appending(path: "alerts.yml")
        )
        let example = try String(contentsOf: Self.examples.appending(path: "prometheus.yml"), encoding: .utf8)
        let configuration = example.replacing("127.0.0.1:9180", with: "127.0.0.1:\(target)")
            .replacing("scrape_interval: 15s", with: "scrape_interval: 300ms")
            .replacing("scrape_timeout: 5s", with: "scrape_timeout: 300ms")
        try configuration.write(to: folder.appending(path: "prometheus.yml"), atomically: true, encoding: .utf8)
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments = [
            "-s", "KILL", "55", Self.path, "--config.file=\(folder.path)/prometheus.yml",
            "--storage.tsdb.path=\(folder.path)/data", "--web.listen-address=127.0.0.1:\(port)",
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// Waits until an expression has a value; for at most 40 s.
    func waits(for expression: String) throws -> Bool {
        let end = ContinuousClock.now + .seconds(40)
        while ContinuousClock.now < end {
            if try value(of: expression) != nil { return true }
            poll(nil, 0, 100)
        }
        return false
    }

    /// Returns the first value of an expression, nil when it has none, or nobody answers yet.
    func value(of expression: String) throws -> String? {
        let result = (try answer(to: expression)?["data"] as? [String: Any])?["result"] as? [[String: Any]]
        return (result?.first?["value"] as? [Any])?.last as? String
    }

    /// Returns whether an expression is understood.
    func accepts(_ expression: String) throws -> Bool {
        try answer(to: expression)?["status"] as? String == "success"
    }

    private func answer(to expression: String) throws -> [String: Any]? {
        guard let client = try? RawClient(port: port) else { return nil }
        let query = expression.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F
            return isPlain ? String(Unicode.Scalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16)
        }.joined()
        client.send("GET /api/v1/query?query=\(query) HTTP/1.0\r\nHost: localhost\r\n\r\n")
        let text = client.readAll()
        guard let start = text.firstRange(of: "\r\n\r\n") else { return nil }
        return try? JSONSerialization.jsonObject(with: Data(text[start.upperBound...].utf8)) as? [String: Any]
    }

    func end() {
        // `timeout` hands on no KILL: the one behind it is told by its own number.
        let children = "/proc/\(process.processIdentifier)/task/\(process.processIdentifier)/children"
        let text = (try? FileHandle(forReadingFrom: URL(filePath: children)).readToEnd()) ?? Data()
        for word in String(decoding: text, as: UTF8.self).split(separator: " ") {
            if let pid = Int32(word), pid > 1 { kill(pid, SIGKILL) }
        }
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
