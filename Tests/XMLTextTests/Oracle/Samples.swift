import Foundation

/// The real files, where the folder with them lies beside the package.
enum Samples {
    /// Every file of an XML kind, by path; empty when the folder is absent.
    static let all: [(path: String, bytes: [UInt8])] = {
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder = package.deletingLastPathComponent().appending(path: "shared/azure/samples")
        let kinds: Set = ["xml", "csdef", "cscfg", "csplugin", "rd", "rdsc"]
        let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path)) ?? []
        if paths.isEmpty { print("XMLText: no real samples at ../shared/azure/samples, going on without them") }
        return paths.sorted().compactMap { path in
            let file = folder.appending(path: path)
            guard kinds.contains(file.pathExtension), let data = try? Data(contentsOf: file) else { return nil }
            return (path, Array(data))
        }
    }()
}
