import Glibc

/// What the bootstrapper finds where it is started.
public struct SystemFacts: Sendable {
    /// The environment, as names and values.
    public var environment: [String: String]
    /// The current folder, absolute.
    public var currentFolder: String
    /// Our own executable, absolute.
    public var executable: String
    /// Our own user.
    public var uid: UInt32
    /// Our own group.
    public var gid: UInt32

    /// Creates facts, for tests.
    public init(environment: [String: String], currentFolder: String, executable: String, uid: UInt32, gid: UInt32) {
        self.environment = environment
        self.currentFolder = currentFolder
        self.executable = executable
        self.uid = uid
        self.gid = gid
    }

    /// Reads them from the system.
    public static func current() -> SystemFacts {
        SystemFacts(
            environment: environmentOfProcess(),
            currentFolder: read(count: Int(PATH_MAX)) { getcwd($0, $1) == nil ? -1 : strlen($0) } ?? "/",
            executable: ownExecutable,
            uid: geteuid(),
            gid: getegid()
        )
    }

    /// Our own executable, absolute.
    static var ownExecutable: String { read(count: Int(PATH_MAX)) { readlink("/proc/self/exe", $0, $1) } ?? "/" }

    /// The resources root when nobody names one (behaviour F2).
    public var defaultResources: String {
        if uid == 0 { return "/var/lib/wahost/Resources" }
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/wahost/Resources" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/wahost/Resources" }
        return (environment["TMPDIR"] ?? "/tmp") + "/wahost-\(uid)/Resources"
    }

    private static func environmentOfProcess() -> [String: String] {
        var result: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.utf8.firstIndex(of: UInt8(ascii: "=")) {
                let name = String(pair[..<equals])
                if result[name] == nil { result[name] = String(pair[pair.utf8.index(after: equals)...]) }
            }
            entry += 1
        }
        return result
    }

    private static func read(count: Int, _ call: (UnsafeMutablePointer<CChar>, Int) -> Int) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: count) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            let length = call(base, count)
            guard length >= 0, length <= count else { return nil }
            return String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }
}
