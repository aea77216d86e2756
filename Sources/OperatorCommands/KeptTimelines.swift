import ControlSocket
import Glibc
import Timeline

/// The boot timelines that an instance has left in the folder of its logs.
struct KeptTimelines {
    /// One of them; read when it is asked for.
    struct File {
        /// Its name; names sort as the times do.
        let name: String
        let path: String

        /// What it holds; nil when it can not be read.
        var timeline: BootTimeline? {
            guard let bytes = KeptTimelines.content(of: path) else { return nil }
            return try? BootTimeline(json: bytes)
        }
    }

    private static let mostBytes = 16 << 20
    private let logs: String

    /// The latest first.
    let files: [File]

    init(logs: String) {
        self.logs = logs
        let folder = logs + "/" + TimelineFiles.folder
        files = TimelineFiles.latestFirst(FolderNames.of(folder)).map { File(name: $0, path: "\(folder)/\($0)") }
    }

    /// Every folder with timelines below a resources root.
    static func folders(_ resources: String) -> [KeptTimelines] {
        FolderNames.of(resources + "/Directory").filter { $0.hasSuffix(".DiagnosticStore") }
            .map { KeptTimelines(logs: "\(resources)/Directory/\($0)") }
            .filter { !$0.files.isEmpty }
    }

    /// Whether an operator who writes this means this instance.
    func isCalled(_ written: String) -> Bool {
        if let timeline = files.first?.timeline, timeline.instance == written || timeline.role == written {
            return true
        }
        // Only the records know deployment and folder.
        return RecordFolders.read(logs).records.contains { $0.isCalled(written) }
    }

    private static func content(of path: String) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < mostBytes {
            let count = Glibc.read(file, &buffer, buffer.count)
            guard count > 0 else { break }
            bytes += buffer[..<count]
        }
        return bytes
    }
}
