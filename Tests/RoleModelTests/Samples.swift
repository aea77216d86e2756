import Foundation

/// The real files, which are not in the repository; tests pass them over, and say so, where they are absent.
enum Samples {
    struct File: Sendable, CustomStringConvertible {
        var name: String
        var bytes: [UInt8]
        var description: String { name }
    }

    /// The root of the package.
    static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Returns the files whose names end so, below a folder of the samples, sorted by name.
    static func files(in folder: String, ending suffixes: String...) -> [File] {
        let root = package.deletingLastPathComponent().appendingPathComponent("shared/azure/samples/\(folder)")
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: root.path) else {
            print("no samples in \(folder), passing over")
            return []
        }
        return names.sorted().compactMap { name in
            guard suffixes.contains(where: name.hasSuffix),
                let data = FileManager.default.contents(atPath: root.appendingPathComponent(name).path)
            else { return nil }
            return File(name: name, bytes: [UInt8](data))
        }
    }
}
