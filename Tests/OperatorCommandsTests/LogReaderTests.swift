import Foundation
import Testing

@testable import OperatorCommands

/// Logs as they lie in files.
@Suite struct LogReaderTests {
    private final class LogFolder {
        let url = FileManager.default.temporaryDirectory.appending(path: "wahost-l-\(UUID().uuidString)")
        init() throws { try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }
        deinit { try? FileManager.default.removeItem(at: url) }
        func source(_ name: String, number: Int? = 1) -> LogSource {
            LogSource(number: number, name: name, path: url.appending(path: name + ".log").path)
        }
        func append(_ name: String, _ lines: [String]) throws {
            let path = url.appending(path: name + ".log").path
            if !FileManager.default.fileExists(atPath: path) {
                _ = FileManager.default.createFile(atPath: path, contents: nil)
            }
            let file = try #require(FileHandle(forWritingAtPath: path))
            try file.seekToEnd()
            try file.write(contentsOf: Data(lines.joined().utf8))
            try file.close()
        }
        func rotate(_ name: String) throws {
            let path = url.appending(path: name + ".log").path
            for number in (1...4).reversed() {
                rename("\(path).\(number)", "\(path).\(number + 1)")
            }
            rename(path, path + ".1")
        }
    }

    private func line(_ second: Int, _ text: String, _ letter: String = "O") -> String {
        "2020-11-21T14:36:\(second < 10 ? "0" : "")\(second).000000Z \(letter) \(text)\n"
    }

    private func texts(_ reader: LogReader) -> [String] {
        var texts: [String] = []
        while let line = reader.peek() {
            texts.append(String(decoding: line.text, as: UTF8.self))
            reader.take()
        }
        return texts
    }

    @Test func `the last lines are found through rotated files`() throws {
        let folder = try LogFolder()
        for number in 1...9 {
            try folder.append("a", [line(number, "\(number)")])
            if number % 3 == 0, number < 9 { try folder.rotate("a") }
        }
        for count in [0, 1, 3, 4, 7, 9, 50] {
            let reader = LogReader(folder.source("a"), lines: count, since: nil)
            #expect(texts(reader) == (1...9).suffix(count).map(String.init), "\(count)")
        }
        #expect(texts(LogReader(folder.source("a"), lines: nil, since: nil)).count == 9)
    }

    @Test func `a reader that follows goes through several rotations and loses nothing`() throws {
        let folder = try LogFolder()
        let reader = LogReader(folder.source("a"), lines: 0, since: nil)
        #expect(texts(reader) == [])
        try folder.append("a", [line(1, "one")])
        #expect(texts(reader) == ["one"])
        try folder.append("a", [line(2, "two")])
        try folder.rotate("a")
        try folder.append("a", [line(3, "three")])
        try folder.rotate("a")
        try folder.append("a", [line(4, "four"), "2026-11-21T14:36:05.000000Z O hal"])
        #expect(texts(reader) == ["two", "three", "four"])
        try folder.append("a", ["f\n"])
        #expect(texts(reader) == ["half"])
    }

    @Test func `lines of several files come in the order of their time, the last of all`() throws {
        let folder = try LogFolder()
        try folder.append("a", [line(1, "a1"), line(4, "a4")])
        try folder.append("b", [line(2, "b2", "E"), line(3, "b3", "e"), line(5, "b5", "E")])
        var heard = ""
        let output = OperatorOutput(
            style: TextStyle(),
            say: {
                heard += $0
                return true
            },
            complain: { _ in }
        )
        let sources = [folder.source("a"), folder.source("b", number: nil)]
        var printer = LogPrinter(sources, since: nil, lines: 4, json: false, output: output)
        let isRead = printer.printKept()
        #expect(isRead)
        let shown = heard.split(separator: "\n").map {
            $0.split(separator: " ", maxSplits: 2).last.map(String.init) ?? ""
        }
        #expect(shown == ["b | b2", "b | b3", "a | a4", "b + b5"])
    }

    @Test(arguments: [
        ("2026-11-21T14:36:54.123456Z O text", "stdout", false, "text"),
        ("2026-11-21T14:36:54.123456Z e ", "stderr", true, ""),
        ("2026-11-21T14:36:54.123456Z ! 3 lines (5 bytes) lost: x", "capture", false, "3 lines (5 bytes) lost: x"),
        ("no stamp at all", "stdout", false, "no stamp at all"), ("", "stdout", false, ""),
        ("2026-11-21T14:36:54.12345xZ O text", "stdout", false, "2026-11-21T14:36:54.12345xZ O text"),
    ])
    func `a line is read in every form`(line: String, stream: String, isPartial: Bool, text: String) {
        let read = LogLine(output: Array(line.utf8)[...], after: 42)
        #expect(read.stream.rawValue == stream)
        #expect(read.isPartial == isPartial)
        #expect(String(decoding: read.text, as: UTF8.self) == text)
        if text == line { #expect(read.time == 42) } else { #expect(read.time == 1_795_271_814_123_456) }
    }

    @Test func `the bootstrapper's own log is read in both forms`() {
        let azure = LogLine(
            own: Array("[00003604:00002604, 2026/11/21, 14:36:54.123, WARN ] a task".utf8)[...],
            after: 0
        )
        #expect(azure.time == 1_795_271_814_123_000)
        #expect(String(decoding: azure.text, as: UTF8.self) == "WARN  a task")
        let json = LogLine(own: Array(#"{"time":"2026-11-21T14:36:54.123456Z","text":"a task"}"#.utf8)[...], after: 0)
        #expect(json.time == 1_795_271_814_123_456)
        #expect(String(decoding: json.text, as: UTF8.self) == "a task")
    }
}
