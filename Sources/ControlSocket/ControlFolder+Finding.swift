import Glibc
import Kernel

extension ControlFolder {
    /// A socket in one of the folders.
    public struct Entry: Hashable, Sendable {
        /// Where it is.
        public let path: String
        /// Its file's name without `.sock`: deployment and instance.
        public let name: String

        /// Whether an operator who writes this means it.
        public func isCalled(_ written: String) -> Bool { name == written || name.hasSuffix("." + written) }
    }

    /// Whether somebody listens on a socket.
    public enum Standing: Hashable, Sendable {
        /// Somebody does.
        case live
        /// It was left behind by a run that was killed.
        case stale
        /// It is another user's.
        case notPermitted
    }

    /// Returns the folders in which sockets of others may be found, too, the caller's own first.
    public static func all(
        user: UInt32 = geteuid(),
        variable: (String) -> String? = Self.environment
    ) -> [ControlFolder] {
        let own = ControlFolder(user: user, variable: variable)
        guard variable(Self.variable) == nil else { return [own] }
        guard user == 0 else { return [own, ControlFolder(path: "/run/wahost")] }
        let sessions = FolderNames.of("/run/user").map { ControlFolder(path: "/run/user/\($0)/wahost") }
        let shared = FolderNames.of("/tmp").filter { $0.hasPrefix("wahost-") && Int($0.dropFirst(7)) != nil }
        return [own] + sessions + shared.map { ControlFolder(path: "/tmp/\($0)", isShared: true) }
    }

    /// The sockets in it, by name.
    public var sockets: [Entry] {
        FolderNames.of(path).filter { $0.hasSuffix(".sock") }.sorted()
            .map { Entry(path: "\(path)/\($0)", name: String($0.dropLast(5))) }
    }

    /// Returns whether somebody listens there; asks nothing of him.
    public static func standing(of path: String) -> Standing {
        let probe = wak_connect_unix_within(path, 200)
        if probe >= 0 {
            close(probe)
            return .live
        }
        switch probe {
        case -EACCES, -EPERM: return .notPermitted
        // A full queue, or no answer: somebody is there.
        case -EAGAIN, -EINTR: return .live
        default: return .stale
        }
    }
}
