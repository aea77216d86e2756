/// One user of the machine.
public struct Account: Hashable, Sendable {
    /// The login name.
    public var name: String
    /// The user's number.
    public var uid: UInt32
    /// The number of the user's own group.
    public var gid: UInt32
    /// The home folder.
    public var home: String
    /// The login shell.
    public var shell: String

    /// Creates an account.
    public init(name: String, uid: UInt32, gid: UInt32, home: String, shell: String) {
        self.name = name
        self.uid = uid
        self.gid = gid
        self.home = home
        self.shell = shell
    }
}
