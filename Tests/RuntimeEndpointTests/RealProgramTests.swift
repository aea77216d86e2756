import Foundation
import RuntimeProtocol
import Testing

/// Programs of other languages, written from the description, against the server.
@Suite(.timeLimit(.minutes(1))) struct RealProgramTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Clients")

    private static func has(_ program: String) -> Bool { FileManager.default.isExecutableFile(atPath: program) }

    @Test(.enabled(if: has("/usr/bin/node")))
    func `a program for Node starts, is busy, takes a change and stops`() throws {
        try play("/usr/bin/node", "node-client.js") { try $0.sockets() }
    }

    @Test(.enabled(if: has("/usr/bin/php")))
    func `a program for PHP starts, is busy, takes a change and stops`() throws {
        try play("/usr/bin/php", "php-client.php") { try $0.fifos() }
    }

    @Test(.enabled(if: has("/usr/bin/java")))
    func `a program for Java starts, is busy, takes a change and stops`() throws {
        try play("/usr/bin/java", "JavaClient.java") { try $0.fifos() }
    }

    @Test(.enabled(if: has("/usr/bin/ruby")))
    func `a program for Ruby starts, is busy, takes a change and stops`() throws {
        try play("/usr/bin/ruby", "ruby-client.rb") { try $0.fifos() }
    }

    private func play(_ program: String, _ script: String, _ variable: (TestEndpoint) throws -> String) throws {
        let endpoint = try TestEndpoint()
        try endpoint.announce("grain")
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = [Self.folder.appending(path: script).path]
        process.environment = ["WaRuntimeEndpoint": try variable(endpoint)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        defer { if process.isRunning { process.terminate() } }
        try endpoint.wait(for: "status Busy")
        try endpoint.announce("flour")
        // Three announcements in a row: whoever takes two for one would miss the stop.
        try endpoint.announce("bran")
        endpoint.look { _ = $0.announceStop() }
        try endpoint.wait(for: "stopped")
        process.waitUntilExit()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(process.terminationStatus == 0)
        #expect(said.hasPrefix("started with grain\n"))
        #expect(!said.contains("torn") && !said.contains("ignored"), "\(said)")
    }
}
