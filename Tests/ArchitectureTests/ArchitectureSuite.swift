import Foundation
import Testing

/// The arrows between the rooms run one way (`docs/architecture.md`).
@Suite struct ArchitectureSuite {
    private static let system: Set<String> = ["Foundation", "Dispatch", "Glibc", "Synchronization"]

    /// What each room may import; the same table stands in `docs/architecture.md`.
    private static let allowed: [String: Set<String>] = [
        "XMLText": [],
        "RoleModel": ["XMLText"],
        "Lifecycle": ["RoleModel"],
        "JSONText": [],
        "Planning": ["RoleModel", "Lifecycle", "JSONText"],
        "EventSources": system.union(["Kernel"]),
        "Supervision": system.union(["Lifecycle", "RoleModel", "Kernel", "EventSources"]),
        "LogCapture": system.union(["Kernel"]),
        "ControlSocket": system.union(["Kernel", "EventSources", "JSONText"]),
        "Bootstrapper": system.union([
            "XMLText", "RoleModel", "Lifecycle", "Planning", "Kernel", "Supervision", "LogCapture",
            "ControlSocket", "RuntimeProtocol", "RuntimeEndpoint", "HostChannel", "RoleCommands", "OperatorCommands",
            "Timeline", "Metrics", "StatusListener", "Exporting", "Importing", "JSONText", "SchemaFiles",
            "StaticAccounts", "EventSources",
        ]),
        "wahostbootstrapper": ["Bootstrapper"],
        "RuntimeProtocol": ["XMLText", "RoleModel"],
        "Timeline": ["RoleModel", "Lifecycle", "JSONText"],
        "Metrics": ["RoleModel", "Lifecycle"],
        "Exporting": ["RoleModel", "Lifecycle", "Planning"],
        "Importing": ["XMLText", "RoleModel"],
        "OperatorCommands": system.union(["Kernel", "ControlSocket", "Timeline", "JSONText"]),
        "RuntimeEndpoint": system.union(["RuntimeProtocol", "RoleModel", "Kernel", "EventSources"]),
        "RuntimeClient": system.union(["RuntimeProtocol", "RoleModel", "Kernel"]),
        "RoleCommands": system.union(["RuntimeClient", "RuntimeProtocol", "RoleModel", "JSONText"]),
        "HostChannel": system.union(["Kernel", "EventSources"]),
        "StatusListener": system.union(["Kernel", "EventSources", "JSONText"]),
        "ServiceRuntime": system.union(["RuntimeClient", "RuntimeProtocol", "RoleModel", "CRoleEntryPoint"]),
    ]

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func sources(of room: String) throws -> [URL] {
        let folder = root.appending(path: "Sources/\(room)")
        let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return files.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
    }

    private static func imports(of file: URL) throws -> [String] {
        try String(contentsOf: file, encoding: .utf8).split(separator: "\n").compactMap { line in
            var words = line.split(separator: " ").map(String.init)
            words.removeAll {
                $0.hasPrefix("@") || ["public", "internal", "private", "fileprivate", "package"].contains($0)
            }
            guard words.first == "import", let module = words.last else { return nil }
            return String(module.split(separator: ".").first ?? "")
        }
    }

    @Test(arguments: allowed.keys.sorted())
    func `a room imports only what its row says`(room: String) throws {
        let files = try Self.sources(of: room)
        #expect(!files.isEmpty)
        for file in files {
            for module in try Self.imports(of: file) {
                #expect(Self.allowed[room]?.contains(module) == true, "\(file.lastPathComponent) imports \(module)")
            }
        }
    }

    @Test func `every folder of Sources has a row`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
        let plainC: Set<String> = [
            "Kernel", "Launcher", "LaunchShim", "LauncherPart", "EarlySignals", "EmptyLocaleData", "CRoleEntryPoint",
            "WorkerHost", "waworkerhost", "HealthCheck", "SchemaFiles", "StaticAccounts",
        ]
        #expect(Set(folders).subtracting(plainC) == Set(Self.allowed.keys))
    }

    @Test func `no module has a type of its own name`() throws {
        for room in Self.allowed.keys {
            for file in try Self.sources(of: room) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for kind in ["struct", "class", "enum", "actor", "protocol"] {
                    #expect(!text.contains("\(kind) \(room) "), "\(file.lastPathComponent)")
                }
            }
        }
    }

    @Test func `nothing outside the tests may trap`() throws {
        for room in Self.allowed.keys {
            for file in try Self.sources(of: room) {
                let text = try String(contentsOf: file, encoding: .utf8)
                for word in ["try!", "fatalError(", "preconditionFailure(", " as! ", "precondition("] {
                    #expect(!text.contains(word), "\(file.lastPathComponent) has \(word)")
                }
            }
        }
    }

    @Test func `Dispatch watches no descriptor that may hang up`() throws {
        // These never do: inotify, a datagram socket, event counters, a listening socket, what `wak_watch` makes, a ready set.
        let harmless: Set<String> = [
            "FileWatcher.swift", "NotifySocket.swift", "ChildProcesses.swift", "SignalSources.swift",
            "ControlServer.swift", "ReadySet.swift", "PortListener.swift", "DispatchQueue+Descriptors.swift",
            "ConfigurationWatch.swift",
        ]
        for room in Self.allowed.keys {
            for file in try Self.sources(of: room) where !harmless.contains(file.lastPathComponent) {
                let text = try String(contentsOf: file, encoding: .utf8)
                #expect(!text.contains("Source(fileDescriptor:"), "\(file.lastPathComponent)")
            }
        }
    }

    @Test func `an executable is at most 60 lines`() throws {
        for file in try Self.sources(of: "wahostbootstrapper") {
            #expect(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").count <= 60)
        }
    }

    @Test func `Package swift names no package`() throws {
        let manifest = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
        #expect(!manifest.contains(".package("))
    }
}
