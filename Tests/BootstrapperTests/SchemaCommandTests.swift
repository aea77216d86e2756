import Foundation
import Testing

@testable import Bootstrapper

/// The schemas inside the program (behaviour B8).
@Suite struct SchemaCommandTests {
    @Test(.timeLimit(.minutes(1)), arguments: Schema.allCases.map(\.rawValue))
    func `what schema prints is the file of the reference`(name: String) throws {
        let file = RunningBootstrapper.root.appending(path: "docs/reference/schemas/\(name).xsd")
        let call = try BuiltProgram.run("schema", name)
        #expect(try call.said == String(contentsOf: file, encoding: .utf8))
        #expect(call.code == 0)
    }

    @Test func `every schema of the reference can be printed`() throws {
        let folder = RunningBootstrapper.root.appending(path: "docs/reference/schemas").path
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".xsd") }
        #expect(Set(files) == Set(Schema.allCases.map(\.fileName)))
    }

    @Test(.timeLimit(.minutes(1)))
    func `validate with schema has xmllint judge every file of the role`() throws {
        guard BuiltProgram.has("xmllint") else { return }
        let call = try BuiltProgram.run("validate", "--schema", "Examples/hello-worker")
        #expect(call.code == 0)
        for file in ["RoleModel.xml", "ServiceDefinition.csdef", "ServiceConfiguration.cscfg"] {
            #expect(call.complained.contains("Examples/hello-worker/\(file) validates"), "\(call.complained)")
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `what only the schema finds makes 78 too, in xmllint's own words`() throws {
        guard BuiltProgram.has("xmllint") else { return }
        let role = try TemporaryRole()
        try role.write()
        let file = role.root.appending(path: "RoleModel.xml")
        // The reader leaves attributes of foreign namespaces alone; the schema does not know them.
        let text = try String(contentsOf: file, encoding: .utf8).replacing(
            "name=\"Trial\"",
            with: "name=\"Trial\" xmlns:o=\"urn:other\" o:x=\"1\""
        )
        try Data(text.utf8).write(to: file)
        #expect(try BuiltProgram.run("validate", role.root.path).code == 0)
        let call = try BuiltProgram.run("validate", "--schema", role.root.path)
        #expect(call.code == 78 && call.complained.contains("Schemas validity error"), "\(call.complained)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `without xmllint it says so, with 69`() throws {
        let program = RunningBootstrapper.programs.appending(path: "wahostbootstrapper").path
        let call = try BuiltProgram.run(
            program: "/usr/bin/env",
            [
                "PATH=/nowhere", program, "validate", "--schema", "--role-model", "Examples/failing-task/RoleModel.xml",
                "Examples/failing-task",
            ]
        )
        #expect(call.code == 69 && call.complained.contains("there is no xmllint on PATH; install it"))
    }
}
