/// Finds files as Windows does, whatever case their names are written in, and asks for each file and folder once.
///
/// A class, because what it has seen serves every command of one plan.
final class FolderIndex {
    private let files: any FileSystemView
    private var kinds: [String: FileKind] = [:]
    private var contents: [String: ScriptFile?] = [:]
    private var listings: [String: [String: String]] = [:]

    init(_ files: any FileSystemView) {
        self.files = files
    }

    /// Returns what is at an absolute path.
    func kind(of path: String) -> FileKind {
        if let known = kinds[path] { return known }
        let kind = files.kind(of: path)
        kinds[path] = kind
        return kind
    }

    /// Returns the path of what is there under `path`, seen from the folder `base` that is there: exactly so first, then
    /// ignoring case; nil when nothing is.
    func existing(_ path: String, below base: String = "/") -> String? {
        let path = PathText.join(base, path)
        if kind(of: path) != .missing { return path }
        let base = base == "/" ? "" : base
        var found = path.hasPrefix(base + "/") ? base : ""
        for component in path.dropFirst(found.count).split(separator: "/") {
            guard let name = listing(found.isEmpty ? "/" : found)[component.lowercased()] else { return nil }
            let exact = found + "/" + component
            found = kind(of: exact) == .missing ? found + "/" + name : exact
        }
        return found.isEmpty ? nil : found
    }

    /// Returns whether a folder is at the path.
    func isFolder(_ path: String) -> Bool {
        if case .directory = kind(of: path) { return true }
        return false
    }

    /// Returns the attributes of the regular file at the path; nil when there is none.
    func regularFile(_ path: String) -> FileAttributes? {
        if case .regular(let attributes) = kind(of: path) { return attributes }
        return nil
    }

    /// Returns whether there is a regular file that somebody may execute.
    func isExecutable(_ path: String) -> Bool { regularFile(path).map { $0.mode & 0o111 != 0 } ?? false }

    /// Returns what the first bytes of a file say; nil when they can not be read.
    func content(of path: String) -> ScriptFile? {
        if let known = contents[path] { return known }
        let content = files.firstBytes(of: path, count: ScriptFile.length).map(ScriptFile.init)
        contents[path] = .some(content)
        return content
    }

    /// Returns the names in a folder by their lower case; of names that differ in nothing else the first in order.
    private func listing(_ folder: String) -> [String: String] {
        if let known = listings[folder] { return known }
        var names: [String: String] = [:]
        for name in files.entries(of: folder).sorted() {
            let key = name.lowercased()
            if names[key] == nil { names[key] = name }
        }
        listings[folder] = names
        return names
    }
}
