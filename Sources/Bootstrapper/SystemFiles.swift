import Glibc
import Kernel
import Planning

/// The disk, as planning asks for it.
public struct SystemFiles: FileSystemView {
    /// Creates the view.
    public init() {}

    /// Returns what is at an absolute path, symbolic links followed.
    public func kind(of path: String) -> FileKind {
        var status = stat()
        guard stat(path, &status) == 0 else { return .missing }
        let attributes = FileAttributes(owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .regular(attributes)
        case S_IFDIR: return .directory(attributes)
        default: return .other
        }
    }

    /// Returns up to `count` bytes from the beginning of a regular file; nil when it can not be read.
    public func firstBytes(of path: String, count: Int) -> [UInt8]? {
        guard case .regular = kind(of: path) else { return nil }
        return try? FileContent.read(path, limit: count, cutsLonger: true).get()
    }

    /// Returns the names in a folder, in any order; none when it is no folder or can not be read.
    public func entries(of folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = String(cString: wak_entry_name(entry))
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }
}
