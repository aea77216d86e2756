import Glibc

/// The files `x.1`, `x.2` … beside a file `x`, the newest first.
enum OlderFiles {
    /// Renames `x` to `x.1`, `x.1` to `x.2` and so on, and removes what is one too many.
    static func shift(_ path: String, keeping maximumCount: Int) -> (removed: Int, problem: Int32) {
        let oldest = name(path, maximumCount - 1)
        let removed = size(of: oldest)
        if unlink(oldest) != 0, errno != ENOENT { return (0, errno) }
        var index = maximumCount - 1
        while index > 0 {
            if rename(name(path, index - 1), name(path, index)) != 0, errno != ENOENT { return (removed, errno) }
            index -= 1
        }
        return (removed, 0)
    }

    /// Removes what an earlier run with a higher bound has left; returns its bytes.
    static func removeSurplus(of path: String, keeping maximumCount: Int) -> Int {
        var removed = 0
        var index = maximumCount
        while index < Int(UInt16.max) {
            let bytes = size(of: name(path, index))
            guard unlink(name(path, index)) == 0 else { break }
            removed += bytes
            index += 1
        }
        return removed
    }

    /// Returns the size of a file, 0 when it is not there.
    static func size(of path: String) -> Int {
        var status = stat()
        return lstat(path, &status) == 0 ? max(Int(status.st_size), 0) : 0
    }

    /// Makes the folder of a file, and those above it; 0 or the error number.
    static func makeFolder(of path: String) -> Int32 {
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { return 0 }
        let folder = String(path[..<slash])
        if mkdir(folder, 0o755) == 0 || errno == EEXIST { return 0 }
        guard errno == ENOENT else { return errno }
        let problem = makeFolder(of: folder)
        guard problem == 0 else { return problem }
        return mkdir(folder, 0o755) == 0 || errno == EEXIST ? 0 : errno
    }

    private static func name(_ path: String, _ index: Int) -> String { index <= 0 ? path : "\(path).\(index)" }
}
