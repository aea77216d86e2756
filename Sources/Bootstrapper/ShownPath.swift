/// Paths as messages show them.
enum ShownPath {
    /// Returns the path relative to the current folder when it lies below it, else as it is.
    static func text(_ path: String, from currentFolder: String) -> String {
        let prefix = currentFolder == "/" ? "/" : currentFolder + "/"
        let normalised = AbsolutePath.normalised(path)
        guard prefix != "/", normalised.hasPrefix(prefix) else { return normalised }
        return String(normalised.dropFirst(prefix.count))
    }
}
