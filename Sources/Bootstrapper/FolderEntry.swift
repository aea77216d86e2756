import Glibc

/// Entries of folders, as `readdir` gives them.
enum FolderEntry {
    /// Returns the name of an entry.
    static func name(_ entry: UnsafeMutablePointer<dirent>) -> String {
        withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
    }
}
