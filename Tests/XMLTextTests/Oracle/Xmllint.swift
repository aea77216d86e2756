import Foundation

/// The oracle: libxml2's own command, many documents at a time.
struct Xmllint {
    /// What it says about one document.
    struct Verdict {
        /// Its complaints, each as `kind : text`; warnings are not among them.
        var errors: [String] = []
        /// The canonical form, comments and all; empty when it made none.
        var canonical: ArraySlice<UInt8> = []
    }

    private static let separator = "zz-between-two-documents-zz"
    private let program: URL

    /// Finds the program on the search path, nil when it is not installed.
    init?() {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        let candidates = folders.map { URL(filePath: "\($0)/xmllint") }
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0.path) }) else {
            return nil
        }
        program = found
    }

    /// Asks about documents, in a folder of its own that is gone afterwards.
    func judge(_ documents: [[UInt8]]) throws -> [Verdict] {
        let folder = try Self.makeFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("<\(Self.separator)/>".utf8).write(to: folder.appending(path: "s"))
        for (index, document) in documents.enumerated() {
            try Data(document).write(to: folder.appending(path: "m\(index)"))
        }
        let complaints = try run(documents.count, in: folder)
        var verdicts = try Self.split(try Data(contentsOf: folder.appending(path: "out")), count: documents.count)
        for line in complaints.split(separator: 10) {
            Self.note(String(decoding: line, as: UTF8.self), in: &verdicts)
        }
        return verdicts
    }

    /// Memory rather than disk where the system has such a folder.
    private static func makeFolder() throws -> URL {
        let shared = URL(filePath: "/dev/shm")
        let isUsable = FileManager.default.isWritableFile(atPath: shared.path)
        let parent = isUsable ? shared : FileManager.default.temporaryDirectory
        let folder = parent.appending(path: "xmltext-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private func run(_ count: Int, in folder: URL) throws -> Data {
        for name in ["out", "err"] {
            try Data().write(to: folder.appending(path: name))
        }
        let process = Process()
        process.executableURL = program
        process.arguments = ["--nonet", "--c14n"] + (0..<count).flatMap { ["m\($0)", "s"] }
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: folder.appending(path: "out"))
        process.standardError = try FileHandle(forWritingTo: folder.appending(path: "err"))
        try process.run()
        process.waitUntilExit()
        return try Data(contentsOf: folder.appending(path: "err"))
    }

    /// Cuts the output at the separators.
    private static func split(_ output: Data, count: Int) throws -> [Verdict] {
        let mark = Data("<\(separator)></\(separator)>".utf8)
        var verdicts: [Verdict] = []
        var start = output.startIndex
        while let found = output.range(of: mark, in: start..<output.endIndex) {
            verdicts.append(Verdict(canonical: Array(output[start..<found.lowerBound])[...]))
            start = found.upperBound
        }
        guard verdicts.count == count else { throw Confused(verdicts: verdicts.count, documents: count) }
        return verdicts
    }

    /// Takes a line such as `m17:3: parser error : text`.
    private static func note(_ line: String, in verdicts: inout [Verdict]) {
        guard line.hasPrefix("m"), let colon = line.firstIndex(of: ":"),
            let index = Int(line[line.index(after: line.startIndex)..<colon]), verdicts.indices.contains(index)
        else { return }
        let rest = line[line.index(after: colon)...]
        guard let message = rest.firstIndex(of: " "), rest.contains(" error : ") else { return }
        verdicts[index].errors.append(rest[rest.index(after: message)...].trimmingCharacters(in: .whitespaces))
    }

    /// The output does not hold one piece for each document.
    struct Confused: Error {
        var verdicts: Int
        var documents: Int
    }
}
