import Glibc

/// Where control sockets are when nobody names a place: `docs/reference/control-socket.md`.
public struct ControlFolder: Hashable, Sendable {
    /// The variable that names another folder, for both sides.
    public static let variable = "WAHOST_RUNTIME_DIRECTORY"
    private static let mostBytes = 107

    /// The folder, absolute.
    public let path: String
    /// Whether everybody may write beside it, so that another user may have made it.
    private let isShared: Bool

    /// Finds the folder of this process's user.
    ///
    /// - Parameters:
    ///   - user: the effective user.
    ///   - variable: gives the value of an environment variable.
    public init(user: UInt32 = geteuid(), variable: (String) -> String? = Self.environment) {
        if let named = variable(Self.variable), named.hasPrefix("/") {
            self.init(path: named)
        } else if user == 0 {
            self.init(path: "/run/wahost")
        } else if let runtime = variable("XDG_RUNTIME_DIR"), runtime.hasPrefix("/") {
            self.init(path: runtime + "/wahost")
        } else {
            self.init(path: "/tmp/wahost-\(user)", isShared: true)
        }
    }

    init(path: String, isShared: Bool = false) {
        self.path = path
        self.isShared = isShared
    }

    /// Returns the value of an environment variable; nil when it is not set, or empty.
    public static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }

    /// Returns where the socket of an instance is.
    ///
    /// The suffix tells two of the same name apart; it is empty for the first one.
    public func socket(deployment: String, instance: String, suffix: String = "") -> String {
        let name = "\(deployment).\(instance)\(suffix)".replacing("/", with: "_")
        let room = Self.mostBytes - path.utf8.count - 6
        guard name.utf8.count > room else { return "\(path)/\(name).sock" }
        // The path of a socket is short: what does not fit is told apart by a number made of the whole.
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        let head = String(decoding: name.utf8.prefix(max(0, room - 17)).filter { $0 < 0x80 }, as: UTF8.self)
        return "\(path)/\(head)~\(String(hash, radix: 16)).sock"
    }

    /// Makes the folder, for its owner to write to.
    ///
    /// - Throws: why it can not be used; one in a place that everybody may write to must be ours.
    public func make() throws(ControlSocketFailure) {
        // Names are for everybody to see in `/run`; elsewhere the folder is nobody else's business.
        let isUsual = path == "/run/wahost"
        let mode: mode_t = isUsual ? 0o755 : 0o700
        var isMade = mkdir(path, mode) == 0
        // An image made from scratch has no /run, and not every engine makes one.
        if !isMade, isUsual, errno == ENOENT, mkdir("/run", mode) == 0 { isMade = mkdir(path, mode) == 0 }
        if !isMade, errno != EEXIST {
            throw ControlSocketFailure(path, "making that folder: \(ControlSocketFailure.text(errno))")
        }
        guard isShared else { return }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
            status.st_mode & 0o022 == 0
        else {
            throw ControlSocketFailure(path, "somebody else may write to that folder")
        }
    }
}
