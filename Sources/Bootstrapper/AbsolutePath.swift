/// Absolute paths as text.
enum AbsolutePath {
    /// Returns the path without `.`, `..`, double and trailing slashes; symbolic links are left alone.
    static func normalised(_ path: String) -> String {
        var parts: [Substring] = []
        for bytes in path.utf8.split(separator: UInt8(ascii: "/")) {
            let part = Substring(bytes)
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        var result = parts.isEmpty ? "/" : ""
        for part in parts {
            result += "/"
            // Not as a collection: the runtime would search all conformances for how to go through it.
            result += String(part)
        }
        return result
    }

    /// Returns the folder of a path.
    static func folder(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
