/// As whom a process runs, and why (C8).
public struct PlannedCredentials: Hashable, Sendable {
    /// The user.
    public var uid: UInt32
    /// The group.
    public var gid: UInt32
    /// All groups; nil: those of the bootstrapper.
    public var groups: [UInt32]?
    /// The user's login name, or its number when it has none.
    public var userName: String
    /// Whether it is another user than the bootstrapper's.
    public var changesUser: Bool
    /// Whether no program that it executes can give it more rights.
    public var noNewPrivileges: Bool
    /// Whether all capabilities are taken from it.
    public var dropsCapabilities: Bool
    /// Why it is this user, as `plan` shows it.
    public var why: String

    /// How a message calls the user: "mill (1000:1000)".
    public var user: String { "\(userName) (\(uid):\(gid))" }

    /// As whom it finds files; nil: as the bootstrapper itself.
    var access: FileAccess? {
        changesUser ? FileAccess(uid: uid, groups: Set([gid] + (groups ?? []))) : nil
    }
}
