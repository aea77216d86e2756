/// Paths as texts: what Windows writes, and what it is here.
enum PathText {
    /// Returns the path with `/` wherever Windows separates with `\`.
    static func translated(_ path: String) -> String {
        String(path.map { $0 == "\\" ? "/" : $0 })
    }

    /// Returns whether the path begins with a drive, as `C:\x` does.
    static func hasDrive(_ path: String) -> Bool {
        let start = Array(path.unicodeScalars.prefix(3))
        guard let letter = start.first, letter.isASCII, letter.properties.isAlphabetic else { return false }
        guard start.dropFirst().first == ":" else { return false }
        return start.count == 2 || start.last == "\\" || start.last == "/"
    }

    /// Returns an absolute path without `.`, `..` and doubled separators.
    static func normalised(_ path: String) -> String {
        var components: [Substring] = []
        for component in path.split(separator: "/") where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        return "/" + components.joined(separator: "/")
    }

    /// Returns `path` as seen from the absolute folder `base`; an absolute one stays where it is.
    static func join(_ base: String, _ path: String) -> String {
        path.hasPrefix("/") ? normalised(path) : normalised(base + "/" + path)
    }

    /// Returns the part after the last `/`.
    static func name(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return path }
        return String(path[path.index(after: slash)...])
    }

    /// Returns the part before the last `/`; nil when there is none, `/` for what stands in the root.
    static func folder(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/") else { return nil }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// Returns the ending of a file name in lower case, its dot included; empty when there is none.
    static func ending(of path: String) -> String {
        let name = name(of: path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return name[dot...].lowercased()
    }

    /// Returns the path without the ending of its file name.
    static func withoutEnding(_ path: String) -> String {
        String(path.dropLast(ending(of: path).count))
    }

    /// Returns how a person reads `path`: relative to `root` when it is below it.
    static func shown(_ path: String, below root: String) -> String {
        if path == root { return "." }
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
