import Glibc

/// Reads a log file line by line, through its rotations, as the one who writes it goes on.
final class LogReader {
    private static let block = 65_536
    /// A line that is longer is given in pieces; the writer cuts at 64 KiB.
    private static let mostLine = 1 << 20
    private static let mostRotated = 20

    /// Whose file it is.
    let source: LogSource
    private let path: String
    private var descriptor: Int32 = -1
    private var inode: ino_t = 0
    /// Files that come before the current one, oldest first.
    private var older: [String] = []
    private var received: [UInt8] = []
    private var used = 0
    private var lastTime = 0
    private var pending: LogLine?

    /// Prepares to read a file from its last lines on.
    ///
    /// - Parameters:
    ///   - source: whose file.
    ///   - count: how many lines; nil for all that are kept.
    ///   - time: what is older may be passed over by whole files.
    init(_ source: LogSource, lines count: Int?, since time: Int?) {
        self.source = source
        path = source.path
        let files = Self.files(of: source.path).filter { file in
            guard let time else { return true }
            return file.modified >= time
        }
        guard !files.isEmpty else { return }
        var start = (place: 0, offset: 0)
        if let count { start = Self.start(files.map(\.path), lines: count) }
        let rest = files[start.place...].map(\.path)
        open(rest.first ?? path, at: start.offset)
        older = Array(rest.dropFirst())
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next line without taking it; nil when there is none now.
    func peek() -> LogLine? {
        if pending == nil { pending = next() }
        return pending
    }

    /// Takes the line that `peek` gave.
    func take() { pending = nil }

    private func next() -> LogLine? {
        while true {
            if let line = takeLine() {
                let parsed = source.isOwn ? LogLine(own: line, after: lastTime) : LogLine(output: line, after: lastTime)
                lastTime = parsed.time
                return parsed
            }
            if fill() { continue }
            guard advance() else { return nil }
        }
    }

    private func takeLine() -> ArraySlice<UInt8>? {
        if let end = received[used...].firstIndex(of: 0x0A) {
            defer { used = end + 1 }
            return received[used..<end]
        }
        guard received.count - used > Self.mostLine else { return nil }
        defer { used = received.count }
        return received[used...]
    }

    /// Reads on in the file that is open; false when there is no more now.
    private func fill() -> Bool {
        guard descriptor >= 0 else { return false }
        if used > 0 {
            received.removeFirst(used)
            used = 0
        }
        return withUnsafeTemporaryAllocation(byteCount: Self.block, alignment: 1) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            guard count > 0 else { return false }
            received += buffer.prefix(count)
            return true
        }
    }

    /// Goes on to the file that follows, when there is one.
    private func advance() -> Bool {
        if !older.isEmpty {
            open(older.removeFirst(), at: 0)
            return descriptor >= 0 || !older.isEmpty
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_ino != inode || descriptor < 0 else { return false }
        // It was renamed, and what its writer had still to say is read: the ones between are next.
        let files = Self.files(of: path)
        if descriptor >= 0, let place = files.lastIndex(where: { $0.inode == inode }) {
            // The writer may have added to it between our last read and the rename.
            if fill() { return true }
            older = files[(place + 1)...].map(\.path)
        } else {
            older = [path]
        }
        guard !older.isEmpty else { return false }
        open(older.removeFirst(), at: 0)
        return descriptor >= 0
    }

    private func open(_ file: String, at offset: Int) {
        if descriptor >= 0 { close(descriptor) }
        // A line without its end belongs to the file that was read until now.
        received = []
        used = 0
        descriptor = Glibc.open(file, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        var status = stat()
        if fstat(descriptor, &status) == 0 { inode = status.st_ino }
        if offset > 0 { lseek(descriptor, off_t(offset), SEEK_SET) }
    }

    /// Returns the file and those it was renamed to, oldest first.
    private static func files(of path: String) -> [(path: String, inode: ino_t, modified: Int)] {
        let names = (1...mostRotated).reversed().map { "\(path).\($0)" } + [path]
        return names.compactMap { name in
            var status = stat()
            guard stat(name, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return (name, status.st_ino, (status.st_mtim.tv_sec + 1) * 1_000_000)
        }
    }

    /// Returns where the last lines begin.
    private static func start(_ files: [String], lines count: Int) -> (place: Int, offset: Int) {
        var left = count
        for place in files.indices.reversed() {
            let file = Glibc.open(files[place], O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            if let offset = offset(in: file, lines: &left) { return (place, offset) }
        }
        return (0, 0)
    }

    /// Searches backwards for the beginning of the last lines; nil when the file has fewer, which are taken off.
    private static func offset(in file: Int32, lines left: inout Int) -> Int? {
        var end = Int(lseek(file, 0, SEEK_END))
        guard left > 0 else { return end }
        var isLast = true
        var buffer = [UInt8](repeating: 0, count: block)
        while end > 0 {
            let begin = max(0, end - block)
            let count = pread(file, &buffer, end - begin, off_t(begin))
            guard count > 0 else { return 0 }
            for place in (0..<count).reversed() where buffer[place] == 0x0A {
                // The newline at the very end begins no line.
                if isLast, begin + place + 1 == end {
                    isLast = false
                    continue
                }
                isLast = false
                left -= 1
                if left == 0 { return begin + place + 1 }
            }
            end = begin
        }
        left -= 1
        return left <= 0 ? 0 : nil
    }
}
