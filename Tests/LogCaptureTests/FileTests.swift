import Foundation
import Glibc
import Testing

@testable import LogCapture

/// F1, F4: files, their bounds, and disks that do not take them.
@Suite(.timeLimit(.minutes(1))) struct FileTests {
    @Test func `files rotate at the size, between lines, and are bounded in number`() throws {
        let harness = try Harness { configuration, _ in
            configuration.taskOutput?.maximumSize = 10_000
            configuration.taskOutput?.maximumCount = 3
        }
        try harness.run("seq 1 20000", echo: false)
        let names = try FileManager.default.contentsOfDirectory(atPath: harness.folder + "/TaskOutput").sorted()
        #expect(names == ["task.log", "task.log.1", "task.log.2"])
        for name in names { #expect(harness.bytes("TaskOutput/\(name)").count <= 10_000) }
        let kept = String(decoding: harness.output("task"), as: UTF8.self).split(separator: "\n").compactMap { Int($0) }
        #expect(kept == Array((20_001 - kept.count)...20_000))
        #expect(kept.count > 4_000)
    }

    @Test func `the folder is bounded in all, and the oldest goes first`() throws {
        let harness = try Harness { configuration, _ in
            configuration.taskOutput?.maximumSize = 65_536
            configuration.taskOutput?.maximumTotal = 400_000
        }
        for number in 1...10 { try harness.run("seq 1 30000", name: "t\(number)", echo: false) }
        let folder = FolderListing(harness.folder + "/TaskOutput")
        #expect(folder.total <= 400_000)
        #expect(folder.total > 200_000)
        #expect(folder.entries.contains { $0.name == "t10.log" })
        #expect(!folder.entries.contains { $0.name.hasPrefix("t1.log") })
    }

    @Test func `files that are not ours are neither counted nor removed`() throws {
        let harness = try Harness { configuration, folder in
            configuration.taskOutput?.maximumTotal = 200_000
            try? FileManager.default.createDirectory(atPath: folder + "/TaskOutput", withIntermediateDirectories: true)
            _ = FileManager.default.createFile(atPath: folder + "/TaskOutput/data.txt", contents: Data(count: 300_000))
        }
        try harness.run("seq 1 100000", echo: false)
        #expect(harness.bytes("TaskOutput/data.txt").count == 300_000)
    }

    @Test func `a full disk loses lines, says so once, counts them, and goes on when there is room`() throws {
        guard geteuid() == 0 else { return print("skipped: mounting a small disk needs root") }
        let harness = try Harness { configuration, folder in
            mkdir(folder + "/small", 0o755)
            configuration.taskOutput?.directory = folder + "/small"
            configuration.log = LogFileConfiguration(path: folder + "/log")
        }
        let disk = harness.folder + "/small"
        guard mountSmallDisk(disk) else { return print("skipped: this machine does not let root mount a tmpfs") }
        defer { umount2(disk, Int32(MNT_DETACH)) }
        let ballast = disk + "/ballast"
        _ = FileManager.default.createFile(atPath: ballast, contents: Data(count: 40_000))
        try harness.run("seq 1 20000", name: "one", echo: false)
        let tally = OutputTally()
        harness.finish(try harness.spawn("seq 1 20000", name: "two", echo: false, tally: tally))
        let lost = harness.capture.counters
        #expect(lost.linesLostByFiles > 20_000)
        #expect(tally.lines == 20_000)
        #expect(tally.linesLostByFile > 0 && tally.linesLostByFile < lost.linesLostByFiles)
        try FileManager.default.removeItem(atPath: ballast)
        try FileManager.default.removeItem(atPath: disk + "/one.log")
        let late = try harness.spawn("seq 1 3000", name: "three", echo: false)
        harness.finish(late)
        harness.capture.close(within: .seconds(5))
        #expect(harness.lines("small/three.log").last == "3000")
        let said = harness.lines("err").filter {
            $0.contains("cannot write '") && $0.contains("No space left on device")
        }
        #expect(said.count == 1)
        #expect(harness.lines("err").contains { $0.contains("lines") && $0.contains("lost: No space left on device") })
    }

    @Test func `a disk that was full has a line in the file where output is missing, and no torn line`() throws {
        guard geteuid() == 0 else { return print("skipped: mounting a small disk needs root") }
        let disk = FileManager.default.temporaryDirectory.path + "/logcapture-disk-" + UUID().uuidString
        mkdir(disk, 0o755)
        guard mountSmallDisk(disk) else { return print("skipped: this machine does not let root mount a tmpfs") }
        defer {
            umount2(disk, Int32(MNT_DETACH))
            rmdir(disk)
        }
        _ = FileManager.default.createFile(atPath: disk + "/ballast", contents: Data(count: 40_000))
        let status = CaptureStatus()
        let ledger = FaultLedger(status)
        let file = RotatingFile(
            path: disk + "/x.log",
            maximumCount: 5,
            maximumSize: { 1_000_000 },
            beginsNew: false,
            ledger: ledger,
            marker: OutputFile.rawMarker
        )
        let text = (1...10_000).map { "\($0)\n" }.joined()
        Array(text.utf8).withUnsafeBytes { file.append($0) }
        unlink(disk + "/ballast")
        Array("last\n".utf8).withUnsafeBytes { file.append($0) }
        file.close()
        let content = try String(contentsOfFile: disk + "/x.log", encoding: .utf8)
        let lines = content.split(separator: "\n").map(String.init)
        let kept = lines.dropLast().compactMap { Int($0) }
        #expect(kept == Array(1...max(kept.count, 1)))
        #expect(kept.count > 1_000 && lines.count == kept.count + 1)
        let lost = 10_001 - kept.count
        #expect(lines.last?.hasPrefix("[wahostbootstrapper: \(lost) lines (") == true)
        #expect(status.current.linesLostByFiles == lost)
        #expect(ledger.takeRecords().count == 2)
    }

    @Test func `a folder that can not be made stops nothing`() throws {
        let harness = try Harness { configuration, folder in
            configuration.taskOutput?.directory = folder + "/out/below-a-file"
            configuration.log = LogFileConfiguration(path: folder + "/out/log")
        }
        harness.capture.record(.info, "begin")
        let last = try harness.run("echo a; echo b")
        harness.capture.record(.info, "end")
        harness.capture.close(within: .seconds(5))
        #expect(last.map(\.text) == ["a", "b"])
        #expect(harness.lines("err").filter { $0.contains("cannot write '") }.count == 1)
        #expect(harness.text("err").contains("wahost | end\n"))
        #expect(harness.capture.counters.linesLostByFiles >= 2 + 3)
    }

    @Test func `a read-only disk stops nothing`() throws {
        guard geteuid() == 0 else { return print("skipped: mounting needs root") }
        let harness = try Harness { configuration, folder in
            mkdir(folder + "/ro", 0o755)
            configuration.taskOutput?.directory = folder + "/ro"
        }
        let disk = harness.folder + "/ro"
        guard mountSmallDisk(disk, readOnly: true) else { return print("skipped: no mount here") }
        defer { umount2(disk, Int32(MNT_DETACH)) }
        try harness.run("echo a; echo b")
        harness.capture.close(within: .seconds(5))
        #expect(harness.text("err").contains("Read-only file system"))
        #expect(harness.lines("out") == ["task | a", "task | b"])
    }

    @Test func `each run begins a new log and keeps a bounded number of earlier ones`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/logcapture-runs-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        for run in 1...6 {
            let harness = try Harness { configuration, _ in
                configuration.log = LogFileConfiguration(path: path + "/WaHostBootstrapper.log")
                configuration.log?.maximumCount = 3
            }
            harness.capture.record(.info, "run \(run)", to: .log)
            harness.capture.close(within: .seconds(5))
            #expect(harness.text("err").isEmpty)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
        #expect(names == ["WaHostBootstrapper.log", "WaHostBootstrapper.log.1", "WaHostBootstrapper.log.2"])
        let runs = try names.map { try String(contentsOfFile: path + "/" + $0, encoding: .utf8).suffix(6) }
        #expect(runs == ["run 6\n", "run 5\n", "run 4\n"])
    }

    @Test func `a line of the log has Azure's form, to the blank`() throws {
        let buffer = ByteBuffer()
        var record = LogRecord.own(.warning, "Executing \"x\" .\nnext", to: .log)
        record.time = Timestamp(nanoseconds: 1_534_129_702_405_999_999)
        record.thread = 2_604
        AzureRecord.append(record, to: buffer)
        let pid = String(repeating: "0", count: 8 - "\(getpid())".count) + "\(getpid())"
        #expect(
            String(decoding: buffer.bytes, as: UTF8.self) == """
                [\(pid):00002604, 2018/08/13, 03:08:22.405, WARN ] Executing "x" .
                [\(pid):00002604, 2018/08/13, 03:08:22.405, WARN ] next

                """
        )
    }

    @Test func `the log as JSON is an object a line`() throws {
        let harness = try Harness { configuration, folder in
            configuration.log = LogFileConfiguration(path: folder + "/log")
            configuration.log?.format = .json
        }
        harness.capture.record(.info, "started \"a\"", fields: [LogField("task", "a"), LogField("up", .flag(true))])
        harness.capture.close(within: .seconds(5))
        let object = try JSONSerialization.jsonObject(with: Data(harness.bytes("log"))) as? [String: Any]
        #expect(object?["text"] as? String == "started \"a\"")
        #expect(object?["task"] as? String == "a")
        #expect(object?["up"] as? Bool == true)
        #expect(object?["pid"] as? Int == Int(getpid()))
    }

    @Test func `names of tasks can not leave the folder`() {
        #expect(FileName.fitting("../../etc/passwd") == "_._.._etc_passwd")
        #expect(FileName.fitting("setup.sh") == "setup.sh")
        #expect(FileName.fitting("") == "_")
        #expect(FileName.fitting("a b\u{1b}\n") == "a_b__")
        #expect(FileName.fitting(String(repeating: "n", count: 300)).utf8.count == 100)
    }

    private func mountSmallDisk(_ path: String, readOnly: Bool = false) -> Bool {
        mount("none", path, "tmpfs", readOnly ? UInt(MS_RDONLY) : 0, "size=64k") == 0
    }
}
