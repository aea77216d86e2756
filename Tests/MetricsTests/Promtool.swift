import Foundation

/// Prometheus' own judge of metrics (Debian package `prometheus`).
enum Promtool {
    static let path = "/usr/bin/promtool"
    static var isThere: Bool { FileManager.default.isExecutableFile(atPath: path) }

    static func check(_ text: String) throws -> (code: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = ["check", "metrics"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = output
        try process.run()
        input.fileHandleForWriting.write(Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: said, as: UTF8.self))
    }
}
