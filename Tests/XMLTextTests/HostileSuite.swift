import Foundation
import Testing

/// Documents made to do harm, each read in a process of its own by an optimised build of the room.
@Suite struct HostileSuite {
    private static let expected = [
        "entityBomb": "doctypeRefused", "externalEntity": "doctypeRefused", "vastAnything": "limitExceeded",
        "nesting": "limitExceeded", "attributes": "limitExceeded", "attributeOfAllBytes": "limitExceeded",
        "nameOfAllBytes": "limitExceeded", "zeros": "notWellFormed", "zerosInText": "notWellFormed",
        "truncatedUTF16": "invalidEncoding", "elements": "limitExceeded",
    ]

    @Test(.timeLimit(.minutes(5)))
    func `no document costs a second or 64 MB, and the worst end in a diagnostic`() throws {
        guard let compiler = Self.find("swiftc") else {
            return print("XMLText: no swiftc on the path, bounds not measured")
        }
        let folder = FileManager.default.temporaryDirectory.appending(path: "xmltext-hostile-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let program = folder.appending(path: "hostile")
        _ = try Self.run(
            compiler,
            ["-O", "-wmo", "-parse-as-library"] + Self.sources() + ["-o", program.path],
            in: folder
        )
        let names = try Self.run(program, [], in: folder).split(separator: "\n").map(String.init)
        #expect(Set(names).isSuperset(of: Self.expected.keys))
        var (slowest, largest) = (0.0, 0)
        for name in names {
            let result = try Self.run(program, [name], in: folder).split(whereSeparator: \.isWhitespace)
            let (verdict, time, memory) = try (
                #require(result.first), #require(Double(result[1])), #require(Int(result[2]))
            )
            if let expected = Self.expected[name] { #expect(verdict == expected, "\(name)") }
            #expect(time < 1_000, "\(name) took \(time) ms")
            #expect(memory > 1_000 && memory <= 64 << 10, "\(name) took \(memory) KB")
            slowest = max(slowest, time)
            largest = max(largest, memory)
        }
        print(
            "XMLText: \(names.count) hostile documents: at most \(slowest) ms and \(largest) KB, the document included"
        )
    }

    private static func sources() throws -> [String] {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let room = package.appending(path: "Sources/XMLText")
        let files = try FileManager.default.contentsOfDirectory(atPath: room.path).filter { $0.hasSuffix(".swift") }
        return files.map { room.appending(path: $0).path } + [
            package.appending(path: "Tests/Fuzz/XMLTextHostile.swift").path
        ]
    }

    private static func find(_ name: String) -> URL? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { URL(filePath: "\($0)/\(name)") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    /// Runs a program to its end and returns what it printed.
    private static func run(_ program: URL, _ arguments: [String], in folder: URL) throws -> String {
        let output = folder.appending(path: "output")
        try Data().write(to: output)
        let process = Process()
        process.executableURL = program
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: output)
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 0, "\(program.path) \(arguments)")
        return String(decoding: try Data(contentsOf: output), as: UTF8.self)
    }
}
