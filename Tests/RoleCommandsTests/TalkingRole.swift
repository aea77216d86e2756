import Foundation
import RoleModel
import RuntimeTesting

/// One of the examples that talk back, run against a server of its own.
final class TalkingRole {
    let endpoint: TestEndpoint
    let scratch: URL
    let document: RoleEnvironmentDocument
    private let process = Process()
    private let output = Pipe()
    private var text = ""
    private let ended = DispatchSemaphore(value: 0)

    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    /// Where the package's programs are built: beside the bundle of the tests.
    private static let products =
        Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }?
        .deletingLastPathComponent() ?? URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()

    /// Starts `Examples/<example>/approot/<program>`.
    init(_ example: String, _ program: String, _ transport: TestEndpoint.Transport) throws {
        scratch = FileManager.default.temporaryDirectory.appending(path: "talking-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        // `wahostbootstrapper role …` is what a script calls.
        try FileManager.default.createSymbolicLink(
            at: scratch.appending(path: "wahostbootstrapper"),
            withDestinationURL: Self.products.appending(path: "RoleCommandProbe")
        )
        document = Self.document(scratch: scratch.path + "/local/")
        try FileManager.default.createDirectory(atPath: scratch.path + "/local", withIntermediateDirectories: true)
        endpoint = try TestEndpoint(transport, document)
        process.executableURL = Self.root.appending(path: "Examples/\(example)/approot/\(program)")
        var environment = ProcessInfo.processInfo.environment
        environment["WaRuntimeEndpoint"] = endpoint.path
        environment["PATH"] = scratch.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["SWIFT_ROLE"] = Self.products.appending(path: "swift-role").path
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
        process.environment = environment
        process.standardOutput = output
        process.standardInput = FileHandle.nullDevice
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: scratch)
    }

    private static func document(scratch: String) -> RoleEnvironmentDocument {
        var document = RoleEnvironmentDocument.mill
        document.settings = [
            .init(name: "Greeting", value: "Hello"), .init(name: "Workers", value: "2"),
            .init(name: "Mood", value: "fine"),
        ]
        document.localResources = [.init(name: "Scratch", path: scratch, sizeInMB: 16)]
        document.currentInstance.endpoints.append(
            .init(name: "Gossip", address: "127.0.0.1", port: 7_400, transport: "tcp")
        )
        return document
    }

    /// Reads until a line has been printed; returns whether it has been, within 10 s and before the program's end.
    func prints(_ line: String) -> Bool {
        let descriptor = output.fileHandleForReading.fileDescriptor
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while !text.contains("Mill_IN_0: \(line)\n") {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 10_000) > 0 else { return false }
            let count = read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return false }
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return true
    }

    /// Waits for the end, at most 10 s; returns the exit code.
    func end() -> Int32? {
        guard ended.wait(timeout: .now() + 10) == .success else { return nil }
        return process.terminationStatus
    }
}
