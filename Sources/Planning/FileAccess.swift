/// As whom files are used.
struct FileAccess: Hashable, Sendable {
    /// A permission, as the lowest three bits of a mode have it.
    enum Permission: UInt32 {
        case execute = 1
        case read = 4
    }

    var uid: UInt32
    var groups: Set<UInt32>

    /// Returns whether the mode gives the permission; nobody who is the superuser needs it.
    func may(_ permission: Permission, _ file: FileAttributes) -> Bool {
        if uid == 0 { return permission == .read || file.mode & 0o111 != 0 }
        if uid == file.owner { return file.mode & (permission.rawValue << 6) != 0 }
        if groups.contains(file.group) { return file.mode & (permission.rawValue << 3) != 0 }
        return file.mode & permission.rawValue != 0
    }
}
