import Planning

/// A disk in memory; folders come with the files in them.
struct MemoryFiles: FileSystemView {
    private enum Entry {
        case file([UInt8], FileAttributes)
        case folder(FileAttributes)
    }

    private var entries: [String: Entry] = ["/": .folder(FileAttributes(owner: 0, group: 0, mode: 0o755))]

    init() {}

    /// Creates a disk with these scripts, executable, beside `/bin/sh`, `/usr/bin/env` and `/usr/bin/python3`.
    init(_ paths: [String]) {
        for path in ["/bin/sh", "/usr/bin/env", "/usr/bin/python3"] { add(path, "\u{7F}ELF\0") }
        for path in paths { add(path) }
    }

    mutating func add(_ path: String, _ content: String = "#!/bin/sh\n", mode: UInt32 = 0o755, owner: UInt32 = 0) {
        addFolders(above: path, owner: owner)
        entries[path] = .file(Array(content.utf8), FileAttributes(owner: owner, group: owner, mode: mode))
    }

    mutating func addFolder(_ path: String, mode: UInt32 = 0o755, owner: UInt32 = 0) {
        addFolders(above: path, owner: 0)
        entries[path] = .folder(FileAttributes(owner: owner, group: owner, mode: mode))
    }

    private mutating func addFolders(above path: String, owner: UInt32) {
        var folder = path
        while let slash = folder.lastIndex(of: "/"), slash != folder.startIndex {
            folder = String(folder[..<slash])
            if entries[folder] == nil {
                entries[folder] = .folder(FileAttributes(owner: owner, group: owner, mode: 0o755))
            }
        }
    }

    func kind(of path: String) -> FileKind {
        switch entries[path] {
        case .file(_, let attributes): .regular(attributes)
        case .folder(let attributes): .directory(attributes)
        case nil: .missing
        }
    }

    func firstBytes(of path: String, count: Int) -> [UInt8]? {
        if case .file(let bytes, _) = entries[path] { return Array(bytes.prefix(count)) }
        return nil
    }

    func entries(of folder: String) -> [String] {
        let prefix = folder == "/" ? "/" : folder + "/"
        return entries.keys.filter { $0.hasPrefix(prefix) && $0 != prefix }
            .map { String($0.dropFirst(prefix.count)) }
            .filter { !$0.contains("/") }
    }
}
