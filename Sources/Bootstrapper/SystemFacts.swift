import Glibc

/// What the bootstrapper finds where it is started.
public struct SystemFacts: Sendable {
    /// The environment, as names and values.
    public var environment: [String: String]
    /// The current folder, absolute; `/` when there is none.
    public var currentFolder: String
    /// Whether the folder that we were started in has been deleted.
    public var isFolderGone = false
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
        let folder = read(count: Int(PATH_MAX)) { getcwd($0, $1) == nil ? -1 : strlen($0) }
        var facts = SystemFacts(
            environment: environmentOfProcess(),
            currentFolder: folder ?? "/",
            executable: ownExecutable,
            uid: geteuid(),
            gid: getegid()
        )
        facts.isFolderGone = folder == nil
        return facts
    }

    /// Returns a path that is not written from `/` as seen from the current folder.
    ///
    /// - Throws: a usage error when there is no current folder any more.
    func absolute(_ path: String) throws(UsageError) -> String {
        if path.hasPrefix("/") { return path }
        guard !isFolderGone else {
            throw UsageError(
                "cannot find '\(path)': the current folder has been deleted; change to one that is there, or write paths "
                    + "that begin with '/'"
            )
        }
        return currentFolder + "/" + path
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
