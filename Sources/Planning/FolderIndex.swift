/// Finds files as Windows does, whatever case their names are written in, and reads each folder once.
///
/// A class, because what it has read serves every command of one plan.
final class FolderIndex {
    let files: any FileSystemView
    private var listings: [String: [String: String]] = [:]

    init(_ files: any FileSystemView) {
        self.files = files
    }

    /// Returns the path of what is there under `path`, seen from the folder `base` that is there: exactly so first, then
    /// ignoring case; nil when nothing is.
    func existing(_ path: String, below base: String = "/") -> String? {
        let path = PathText.join(base, path)
        if files.kind(of: path) != .missing { return path }
        let base = base == "/" ? "" : base
        let isBelow = path.hasPrefix(base + "/")
        var found = isBelow ? base : ""
        for component in path.dropFirst(found.count).split(separator: "/") {
            guard let name = listing(found.isEmpty ? "/" : found)[component.lowercased()] else { return nil }
            let exact = found + "/" + component
            found = files.kind(of: exact) == .missing ? found + "/" + name : exact
        }
        return found.isEmpty ? nil : found
    }

    /// Returns whether a folder is at the path.
    func isFolder(_ path: String) -> Bool {
        if case .directory = files.kind(of: path) { return true }
        return false
    }

    /// Returns the attributes of the regular file at the path; nil when there is none.
    func regularFile(_ path: String) -> FileAttributes? {
        if case .regular(let attributes) = files.kind(of: path) { return attributes }
        return nil
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
