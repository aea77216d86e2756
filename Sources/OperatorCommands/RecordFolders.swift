import ControlSocket
import Glibc

/// The folders in which instances that ran here have left records of their ends.
struct RecordFolders {
    /// Logs and records of one role.
    struct Folder {
        /// The folder of the logs, absolute.
        let path: String
        /// The records, oldest first.
        let records: [IncarnationRecord]
    }

    private let root: String

    init(_ resources: String) { root = resources }

    /// Every folder with records, the one of the latest end last.
    var all: [Folder] {
        FolderNames.of(root + "/Directory").filter { $0.hasSuffix(".DiagnosticStore") }
            .map { Self.read("\(root)/Directory/\($0)") }
            .filter { !$0.records.isEmpty }
            .sorted { ($0.records.last?.ended ?? "") < ($1.records.last?.ended ?? "") }
    }

    /// Returns the folder of logs of the role that ended last, or of the one that is named.
    func latest(of name: String?) -> String? {
        all.last { folder in name.map { name in folder.records.contains { $0.isCalled(name) } } ?? true }?.path
    }

    /// Reads the records in a folder of logs.
    static func read(_ folder: String) -> Folder {
        let place = folder + "/" + IncarnationRecord.folder
        let names = FolderNames.of(place).filter { $0.hasSuffix(".json") }.sorted().suffix(IncarnationRecord.mostKept)
        return Folder(path: folder, records: names.compactMap { record(at: "\(place)/\($0)") })
    }

    private static func record(at path: String) -> IncarnationRecord? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < 4 << 20 {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return IncarnationRecord(bytes: bytes)
    }
}

extension IncarnationRecord {
    /// Whether an operator who writes this means this instance.
    func isCalled(_ written: String) -> Bool {
        if instance == written || "\(deployment).\(instance)" == written || role == written { return true }
        guard let folder = RoleFinding.resolved(written) else { return false }
        return folder == RoleFinding.resolved(roleRoot)
    }
}
