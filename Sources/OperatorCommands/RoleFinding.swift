import ControlSocket
import Glibc

/// Which role is meant when no socket is named: the one that runs, or the one of that name or folder.
struct RoleFinding {
    private let folders: [ControlFolder]
    private let currentFolder: String

    init(folders: [ControlFolder] = ControlFolder.all(), currentFolder: String) {
        self.folders = folders
        self.currentFolder = currentFolder
    }

    /// The sockets in all folders.
    var entries: [ControlFolder.Entry] { folders.flatMap(\.sockets) }

    /// Finds the role that is meant.
    ///
    /// - Parameter name: an instance, a deployment and an instance, or a role root; nil for the only one.
    /// - Returns: where its socket is.
    /// - Throws: that there is none, or that several may be meant.
    func socket(of name: String?) throws(OperatorFailure) -> String {
        guard let name else { return try only(entries, "a running role", "") }
        let named = entries.filter { $0.isCalled(name) }
        if !named.isEmpty { return try only(named, "a running role '\(name)'", " '\(name)'") }
        guard let folder = folder(name) else { throw absent("a running role '\(name)'") }
        let there = entries.filter { self.root(of: $0) == folder }
        return try only(there, "a running role of folder '\(folder)'", " of '\(folder)'")
    }

    /// Whether a word may mean a role rather than a task.
    func isRole(_ word: String) -> Bool {
        word.contains("/") || word == "." || word == ".." || entries.contains { $0.isCalled(word) }
    }

    private func only(
        _ candidates: [ControlFolder.Entry],
        _ what: String,
        _ name: String
    ) throws(OperatorFailure) -> String {
        let judged = candidates.map { (entry: $0, standing: ControlFolder.standing(of: $0.path)) }
        let live = judged.filter { $0.standing == .live }
        if let first = live.first, live.count == 1 { return first.entry.path }
        guard live.isEmpty else {
            let names = live.prefix(10).map { "  \($0.entry.name)   \($0.entry.path)" }.joined(separator: "\n")
            throw OperatorFailure(
                .usage,
                "cannot tell which role\(name) is meant: \(live.count) run here; write one of these names, or "
                    + "--control-socket PATH\n\(names)"
            )
        }
        if let other = judged.first(where: { $0.standing == .notPermitted }) {
            throw OperatorFailure(
                .notPermitted,
                "cannot use control socket '\(other.entry.path)': Permission denied; ask as the bootstrapper's user or root"
            )
        }
        throw absent(what)
    }

    private func absent(_ what: String) -> OperatorFailure {
        let places = folders.prefix(2).map(\.path).joined(separator: " and ")
        return OperatorFailure(
            .absent,
            "cannot find \(what): nobody listens in \(places); for a role run with --control-socket PATH write the same "
                + "here, or set WAHOST_CONTROL_SOCKET; what ended tells: wahostbootstrapper why"
        )
    }

    private func folder(_ name: String) -> String? {
        Self.resolved(name.hasPrefix("/") ? name : currentFolder + "/" + name)
    }

    private func root(of entry: ControlFolder.Entry) -> String? {
        let client = ControlClient(path: entry.path, limit: .seconds(1))
        guard let answer = try? client.ask(.status).answer else { return nil }
        return Self.resolved(StatusDocument(answer).roleRoot)
    }

    /// Returns the path without symbolic links; nil when there is nothing.
    static func resolved(_ path: String) -> String? {
        guard let found = realpath(path, nil) else { return nil }
        defer { free(found) }
        return String(cString: found)
    }
}
