import Foundation
import Testing

/// `import` of the built program.
@Suite struct ImportCommandTests {
    private static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "wahost-import-\(UUID().uuidString)/shop")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    private static let file = """
        [supervisord]
        nodaemon=true

        [program:queue]
        command=sleep 600
        autorestart=true

        [program:web]
        command=sh -c 'echo "$MODE" is up; exec sleep 600'
        environment=MODE="web"
        priority=1000

        """

    @Test(.timeLimit(.minutes(1)))
    func `what is imported runs as it is`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        let file = folder.appending(path: "supervisord.conf").path
        try Data(Self.file.utf8).write(to: URL(filePath: file))
        let call = try BuiltProgram.run("import", "supervisord", "supervisord.conf", "--output", "role", folder: folder)
        #expect(call.code == 0, "\(call.complained)")
        #expect(call.complained.hasPrefix("supervisord.conf:8: note: 'web' becomes the host"))
        let run = try RunningBootstrapper(["run", folder.appending(path: "role").path])
        #expect(run.wait(for: "web is up"))
        #expect(run.wait(for: "Ready after"))
        run.signal(SIGTERM)
        #expect(run.end() == 0)
    }

    @Test(.timeLimit(.minutes(1)))
    func `without a folder the model goes to standard output, called like the current folder`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try Data(Self.file.utf8).write(to: folder.appending(path: "supervisord.conf"))
        let call = try BuiltProgram.run(
            "import",
            "supervisord",
            "supervisord.conf",
            "--host",
            "queue",
            folder: folder
        )
        #expect(call.code == 0 && call.complained == "")
        #expect(call.said.contains("name=\"shop\""))
        let named = try BuiltProgram.run("import", "supervisord", "supervisord.conf", "--name", "Mill", folder: folder)
        #expect(named.said.contains("name=\"Mill\""))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file with faults gives what there is, and 78`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        let text = Self.file + "[program:broken]\ncommand=echo 'open\n"
        try Data(text.utf8).write(to: folder.appending(path: "supervisord.conf"))
        let call = try BuiltProgram.run("import", "supervisord", "supervisord.conf", folder: folder)
        #expect(call.code == 78)
        #expect(call.complained.contains("supervisord.conf:13: error: cannot split the command of 'broken'"))
        #expect(call.said.contains("<RoleModel"))
    }

    @Test(.timeLimit(.minutes(1)))
    func `a role model that is there is left alone`() throws {
        let folder = try Self.folder()
        defer { try? FileManager.default.removeItem(at: folder.deletingLastPathComponent()) }
        try Data(Self.file.utf8).write(to: folder.appending(path: "supervisord.conf"))
        try Data("mine".utf8).write(to: folder.appending(path: "RoleModel.xml"))
        let call = try BuiltProgram.run("import", "supervisord", "supervisord.conf", "--output", ".", folder: folder)
        #expect(call.code == 73 && call.complained.contains("cannot write '"))
        #expect(try String(contentsOf: folder.appending(path: "RoleModel.xml"), encoding: .utf8) == "mine")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a file that is not there is told, with 66`() throws {
        let call = try BuiltProgram.run("import", "supervisord", "/nowhere/supervisord.conf")
        #expect(call.code == 66 && call.complained.contains("cannot read '/nowhere/supervisord.conf'"))
    }
}
