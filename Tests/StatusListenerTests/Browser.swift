import Foundation

/// A headless Chromium, each time with a profile of its own, ended after 40 s at most.
enum Browser {
    static let path = "/usr/bin/chromium"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// Returns the document as the browser has it when its script has run.
    static func document(_ address: String) throws -> String {
        String(decoding: try run(["--timeout=4000", "--dump-dom", address]), as: UTF8.self)
    }

    /// Returns a picture of the page, PNG.
    static func picture(_ address: String, size: String, isDark: Bool) throws -> Data {
        let file = "/tmp/wahost-p-\(UUID().uuidString).png"
        defer { try? FileManager.default.removeItem(atPath: file) }
        _ = try run([
            "--timeout=3000", "--hide-scrollbars", "--window-size=\(size)", "--screenshot=\(file)",
            "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", address,
        ])
        return try Data(contentsOf: URL(filePath: file))
    }

    private static func run(_ words: [String]) throws -> Data {
        let profile = "/tmp/wahost-b-\(UUID().uuidString.prefix(8))"
        defer { try? FileManager.default.removeItem(atPath: profile) }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/timeout")
        process.arguments =
            [
                "-k", "2", "40", path, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                "--no-first-run", "--user-data-dir=\(profile)",
            ] + words
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return data
    }
}
