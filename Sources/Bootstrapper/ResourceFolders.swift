import Glibc
import Kernel

/// Where an instance keeps what it writes, with Azure's folder names (behaviour F2, LIFECYCLE §7).
public struct ResourceFolders: Sendable {
    /// The resources root, absolute.
    public let root: String
    /// `Directory/<deployment>.<role>.DiagnosticStore`: logs.
    public let diagnosticStore: String
    /// `temp/<deployment>.<role>/RoleTemp`: `TEMP` of the role, emptied when an incarnation begins.
    public let temporary: String
    /// `run/<deployment>.<role>`: sockets and channels, emptied when a run begins.
    public let runtime: String
    /// `run/<deployment>.<role>.lock`: held by the bootstrapper that runs the instance.
    public let lock: String
    /// `run/<deployment>.<role>.endpoint`: the runtime endpoint; it stays the bootstrapper's own.
    public let endpoint: String
    private let prefix: String

    /// Names the folders; makes none.
    public init(root: String, deploymentID: String, roleName: String) {
        let name = Self.withoutSlashes("\(deploymentID).\(roleName)")
        self.root = root
        prefix = "\(root)/Directory/\(name)"
        diagnosticStore = prefix + ".DiagnosticStore"
        temporary = "\(root)/temp/\(name)/RoleTemp"
        runtime = "\(root)/run/\(name)"
        endpoint = "\(root)/run/\(name).endpoint"
        lock = "\(root)/run/\(name).lock"
    }

    /// Returns the folder of a local resource, without a slash at its end.
    public func localResource(_ name: String) -> String {
        prefix + "." + Self.withoutSlashes(name)
    }

    private static func withoutSlashes(_ name: String) -> String {
        String(decoding: name.utf8.map { $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
    }

    /// Makes a folder and those above it.
    ///
    /// - Returns: 0, or the system's error number.
    static func make(_ path: String, mode: UInt32 = 0o755) -> Int32 {
        if mkdir(path, mode) == 0 { return 0 }
        if errno == EEXIST { return 0 }
        guard errno == ENOENT, path != "/" else { return errno }
        let above = make(AbsolutePath.folder(of: path), mode: 0o755)
        guard above == 0 else { return above }
        return mkdir(path, mode) == 0 || errno == EEXIST ? 0 : errno
    }

    /// Removes what is in a folder, not the folder.
    ///
    /// Goes from descriptor to descriptor, so that nobody who owns the folder can lead it elsewhere with a symbolic
    /// link; folders nested deeper than 100 stay.
    static func empty(_ path: String) {
        empty(open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), depth: 0)
    }

    private static func empty(_ descriptor: Int32, depth: Int) {
        guard descriptor >= 0 else { return }
        guard depth < 100, let stream = fdopendir(descriptor) else {
            close(descriptor)
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = String(cString: wak_entry_name(entry))
            guard name != ".", name != ".." else { continue }
            if unlinkat(descriptor, name, 0) == 0 { continue }
            empty(openat(descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), depth: depth + 1)
            unlinkat(descriptor, name, AT_REMOVEDIR)
        }
    }
}
