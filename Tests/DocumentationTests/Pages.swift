import Foundation
import TestSurroundings

/// The pages of the documentation.
enum Pages {
    /// The folder of the package.
    static let root = Repository.root

    /// The folder with the built programs.
    static var programs: String { Repository.programs.path }

    /// Every page, as seen from the package.
    static var all: [String] {
        let folders = ["docs", "Examples"].flatMap { folder in
            let inside = try? FileManager.default.subpathsOfDirectory(atPath: root.appending(path: folder).path)
            return (inside ?? []).filter { $0.hasSuffix(".md") }.map { "\(folder)/\($0)" }
        }
        return ["README.md", "CHANGELOG.md"] + folders.sorted()
    }

    /// The pages that have commands.
    static var withCommands: [String] {
        all.filter { page in
            let text = (try? text(page)) ?? ""
            return text.contains("```console") || text.contains("```sh")
        }
    }

    /// A page's text.
    static func text(_ page: String) throws -> String {
        try String(contentsOf: root.appending(path: page), encoding: .utf8)
    }

    /// Runs the script that runs pages, and returns what it says and its exit code.
    static func commands(_ words: [String]) throws -> (said: String, code: Int32) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", root.appending(path: "Tests/Documentation/commands.py").path] + words
        process.currentDirectoryURL = root
        let pipe = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (said, process.terminationStatus)
    }
}
