import Foundation

/// A headless Chromium (Debian package `chromium`), driven through its debugging pipe: nothing is waited for by the clock.
final class Browser {
    static let path = "/usr/bin/chromium"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    private let process = Process()
    private let profile = "/tmp/wahost-b-\(UUID().uuidString.prefix(8))"
    private let input = Pipe()
    private let output = Pipe()
    private var received: [UInt8] = []
    private var lastID = 0
    private var session: String?
    /// What the browser complained of.
    private(set) var complaints: [String] = []

    /// Starts a browser, which ends after 50 s at the latest, and opens a page of a size.
    init(width: Int, height: Int, isDark: Bool, isPhone: Bool) throws {
        let options =
            "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run "
            + "--remote-debugging-pipe --user-data-dir=\(profile)"
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = [
            "-c", "exec timeout -k 1 50 \(Self.path) \(options) 3<&0 4>&1 </dev/null >/dev/null 2>&1",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let target = try order("Target.createTarget", ["url": "about:blank"])["targetId"] as? String ?? ""
        session = try order("Target.attachToTarget", ["targetId": target, "flatten": true])["sessionId"] as? String
        try order("Log.enable")
        try order("Runtime.enable")
        try order(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": isPhone]
        )
        let scheme = ["name": "prefers-color-scheme", "value": isDark ? "dark" : "light"]
        try order("Emulation.setEmulatedMedia", ["features": [scheme]])
    }

    /// Goes to a page.
    func open(_ address: String) throws { try order("Page.navigate", ["url": address]) }

    /// Waits until an expression is true in the page; the page itself looks, at each of its frames.
    func wait(for condition: String) throws -> Bool {
        let look =
            "new Promise(done => { const end = Date.now() + 20000; const look = () => {"
            + "let is = false; try { is = !!(\(condition)); } catch (e) { }"
            + "if (is || Date.now() > end) done(is); else setTimeout(look, 20); }; look(); })"
        return try value(of: look) as? Bool ?? false
    }

    /// Returns the value of an expression in the page.
    func value(of expression: String) throws -> Any? {
        let answer = try order(
            "Runtime.evaluate",
            ["expression": expression, "awaitPromise": true, "returnByValue": true]
        )
        return (answer["result"] as? [String: Any])?["value"]
    }

    /// Returns a picture of the whole page, PNG.
    func picture() throws -> Data {
        let answer = try order("Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true])
        return Data(base64Encoded: answer["data"] as? String ?? "") ?? Data()
    }

    /// Ends it.
    func end() {
        // SIGTERM is blocked in whatever a test's thread starts: it is asked, and an ended pipe asks again.
        session = nil
        _ = try? order("Browser.close")
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
        try? FileManager.default.removeItem(atPath: profile)
    }

    @discardableResult
    private func order(_ method: String, _ parameters: [String: Any] = [:]) throws -> [String: Any] {
        lastID += 1
        var message: [String: Any] = ["id": lastID, "method": method, "params": parameters]
        message["sessionId"] = session
        input.fileHandleForWriting.write(try JSONSerialization.data(withJSONObject: message) + [0])
        while let answer = try next() {
            note(answer)
            if answer["id"] as? Int == lastID { return answer["result"] as? [String: Any] ?? [:] }
        }
        throw POSIXError(.EPIPE)
    }

    private func note(_ message: [String: Any]) {
        let method = message["method"] as? String ?? ""
        guard method == "Log.entryAdded" || method == "Runtime.exceptionThrown" else { return }
        complaints.append("\(message["params"] ?? "")")
    }

    private func next() throws -> [String: Any]? {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = Data(received[..<end])
                received.removeSubrange(...end)
                return try JSONSerialization.jsonObject(with: message) as? [String: Any]
            }
            var buffer = [UInt8](repeating: 0, count: 65_536)
            let count = read(output.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
            guard count > 0 else { return nil }
            received += buffer[..<count]
        }
    }
}
