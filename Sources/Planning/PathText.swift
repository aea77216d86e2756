/// Paths as texts: what Windows writes, and what it is here.
///
/// Works on bytes: every separator is ASCII, and a plan is made between the start of the bootstrapper and its first task.
enum PathText {
    private static let slash = UInt8(ascii: "/")
    private static let dot = UInt8(ascii: ".")

    /// Returns the path with `/` wherever Windows separates with `\`.
    static func translated(_ path: String) -> String {
        let backslash = UInt8(ascii: "\\")
        guard path.utf8.contains(backslash) else { return path }
        return String(decoding: path.utf8.map { $0 == backslash ? slash : $0 }, as: UTF8.self)
    }

    /// Returns whether the path begins with a drive, as `C:\x` does.
    static func hasDrive(_ path: String) -> Bool {
        let start = path.utf8.prefix(3)
        guard let letter = start.first, start.dropFirst().first == UInt8(ascii: ":") else { return false }
        guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter | 0x20) else { return false }
        guard let third = start.dropFirst(2).first else { return true }
        return third == slash || third == UInt8(ascii: "\\")
    }

    /// Returns an absolute path without `.`, `..` and doubled separators.
    static func normalised(_ path: String) -> String {
        if isNormal(path) { return path }
        var components: [Substring] = []
        for component in path.utf8.split(separator: slash).map(Substring.init) where component != "." {
            if component == ".." { _ = components.popLast() } else { components.append(component) }
        }
        // Not `joined`: the runtime would search all conformances for how to go through a component.
        var result = components.isEmpty ? "/" : ""
        for component in components {
            result += "/"
            result += String(component)
        }
        return result
    }

    /// Returns whether the path is absolute and has nothing to be taken out; in doubt not.
    private static func isNormal(_ path: String) -> Bool {
        var previous: UInt8?
        for byte in path.utf8 {
            switch (previous, byte) {
            case (nil, slash): break
            case (nil, _), (slash, slash), (slash, dot): return false
            default: break
            }
            previous = byte
        }
        return previous != nil && (previous != slash || path.utf8.count == 1)
    }

    /// Returns `path` as seen from the absolute folder `base`; an absolute one stays where it is.
    static func join(_ base: String, _ path: String) -> String {
        path.utf8.first == slash ? normalised(path) : normalised(base + "/" + path)
    }

    /// Returns the part after the last `/`.
    static func name(of path: String) -> String {
        guard let last = path.utf8.lastIndex(of: slash) else { return path }
        return String(path[path.utf8.index(after: last)...])
    }

    /// Returns the part before the last `/`; nil when there is none, `/` for what stands in the root.
    static func folder(of path: String) -> String? {
        guard let last = path.utf8.lastIndex(of: slash) else { return nil }
        return last == path.startIndex ? "/" : String(path[..<last])
    }

    /// Returns the ending of a file name in lower case, its dot included; empty when there is none.
    static func ending(of path: String) -> String { startOfEnding(path).map { path[$0...].lowercased() } ?? "" }

    /// Returns the path without the ending of its file name.
    static func withoutEnding(_ path: String) -> String { startOfEnding(path).map { String(path[..<$0]) } ?? path }

    private static func startOfEnding(_ path: String) -> String.Index? {
        let bytes = path.utf8
        let start = bytes.lastIndex(of: slash).map { bytes.index(after: $0) } ?? bytes.startIndex
        guard let last = bytes[start...].lastIndex(of: dot), last != start else { return nil }
        return last
    }

    /// Returns how a person reads `path`: relative to `root` when it is below it.
    static func shown(_ path: String, below root: String) -> String {
        if path == root { return "." }
        let prefix = root.hasSuffix("/") ? root : root + "/"
        return path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
    }
}
