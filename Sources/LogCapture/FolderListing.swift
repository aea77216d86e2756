import Glibc
import Kernel

/// The log files of a folder (`*.log`, `*.log.1` …) with their sizes; others are left alone.
struct FolderListing {
    struct Entry {
        var name: String
        var size: Int
        var changed: Timestamp
    }

    private(set) var entries: [Entry] = []

    var total: Int { entries.reduce(0) { $0 + $1.size } }
    var oldestFirst: [Entry] { entries.sorted { $0.changed.nanoseconds < $1.changed.nanoseconds } }

    init(_ directory: String) {
        guard let stream = opendir(directory) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = String(cString: wak_entry_name(entry))
            var status = stat()
            guard Self.isLog(name), lstat(directory + "/" + name, &status) == 0, status.st_mode & S_IFMT == S_IFREG
            else { continue }
            let seconds = Int64(status.st_mtim.tv_sec) &* 1_000_000_000 &+ Int64(status.st_mtim.tv_nsec)
            entries.append(Entry(name: name, size: Int(status.st_size), changed: Timestamp(nanoseconds: seconds)))
        }
    }

    private static func isLog(_ name: String) -> Bool {
        guard let dot = name.lastIndex(of: ".") else { return false }
        if name[dot...] == ".log" { return true }
        let number = name[name.index(after: dot)...]
        return !number.isEmpty && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && name[..<dot].hasSuffix(".log")
    }
}
