import Foundation
import Planning
import RoleModel
import Testing

/// The real files, which are not in the repository.
@Suite struct SamplesTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("shared/azure/samples/rolemodel")

    /// The real files' names; none, and every test passes over, where they are absent.
    private static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []

    private func scene(_ name: String) throws -> Scene {
        let bytes = [UInt8](try Data(contentsOf: Self.folder.appendingPathComponent(name)))
        var scene = Scene()
        scene.role = try #require(Role.read(bytes, file: name).value)
        return scene
    }

    @Test(arguments: names)
    func `a real file without its programs misses programs, and nothing else`(name: String) throws {
        var scene = try scene(name)
        // Its interpreter may well be there.
        scene.files = MemoryFiles(["/usr/bin/node"])
        let plan = scene.plan
        #expect(Set(plan.diagnostics.map(\.code)).subtracting(["noSuchProgram"]) == [])
        #expect(!plan.text().isEmpty)
    }

    @Test(arguments: names)
    func `a real file with counterparts of its programs has nothing against it`(name: String) throws {
        var scene = try scene(name)
        scene.files = MemoryFiles(["/opt/wahost/iisconfigurator", "/usr/bin/node"])
        for host in HostKind.allCases { scene.files.add("/opt/wahost/" + host.rawValue.lowercased()) }
        scene.files.addFolder("/role/approot/bin")
        scene.adjust = { $0.programsFolder = "/opt/wahost" }
        for task in scene.role.startupTasks {
            let folder = (task.relativePath ?? "approot").replacingOccurrences(of: "\\", with: "/")
            let program = task.commandLine.split(separator: " ").first.map(String.init) ?? ""
            let path = program.replacingOccurrences(of: "\\", with: "/")
            scene.files.add("/role/\(folder)/\(path)".replacingOccurrences(of: "//", with: "/").dropping(4) + ".sh")
        }
        switch scene.role.runtime.entryPoint {
        case .library(let name, _, _): scene.files.add("/role/approot/lib" + name.dropping(4) + ".so")
        case .program: scene.files.add("/role/approot/start_worker.sh")
        case nil: break
        }
        #expect(scene.plan.diagnostics.rendered == "")
        #expect(scene.plan.tasks.allSatisfy { $0.command != nil })
    }
}

extension String {
    fileprivate func dropping(_ count: Int) -> String { String(dropLast(count)) }
}
