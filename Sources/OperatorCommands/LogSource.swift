import ControlSocket
import JSONText

/// One file of logs: a task's, the host's, or the bootstrapper's own.
struct LogSource: Hashable {
    /// What the bootstrapper's own records are called.
    static let ownName = "wahost"

    /// The task's number, from 1; nil for the host and the bootstrapper.
    let number: Int?
    /// How messages call it.
    let name: String
    /// Its file, absolute.
    let path: String
    /// Whether it is the bootstrapper's own.
    var isOwn = false

    /// Whether an operator who writes this means it.
    func isCalled(_ written: String) -> Bool {
        if isOwn { return written == Self.ownName }
        return name == written || number.map(String.init) == written || (number == nil && written == "host")
    }

    /// Returns the bootstrapper's own log in a folder.
    static func own(in folder: String) -> LogSource {
        LogSource(number: nil, name: ownName, path: folder + "/WaHostBootstrapper.log", isOwn: true)
    }

    /// Returns what a running bootstrapper tells of its files.
    static func told(_ answer: JSON) -> [LogSource] {
        let folder = answer["folder"]?.text ?? ""
        let tasks = (answer["sources"]?.elements ?? []).compactMap { source -> LogSource? in
            guard let name = source["name"]?.text, let file = source["file"]?.text else { return nil }
            return LogSource(number: source["number"]?.integer, name: name, path: folder + "/" + file)
        }
        return tasks + [own(in: folder)]
    }

    /// Returns what lies in a folder of a role that does not run: names come from the files'.
    static func found(in folder: String) -> [LogSource] {
        let files = FolderNames.of(folder + "/TaskOutput").filter { $0.hasSuffix(".log") }.sorted()
        let tasks = files.map { file -> LogSource in
            let name = String(file.dropLast(4))
            let path = folder + "/TaskOutput/" + file
            if name.hasPrefix("host-") { return LogSource(number: nil, name: String(name.dropFirst(5)), path: path) }
            let parts = name.split(separator: "-", maxSplits: 1)
            guard parts.count == 2, let number = Int(parts[0]) else {
                return LogSource(number: nil, name: name, path: path)
            }
            return LogSource(number: number, name: String(parts[1]), path: path)
        }
        return tasks + [own(in: folder)]
    }
}
