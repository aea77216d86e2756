import Foundation
import Testing

/// The role models that pages show can be copied.
@Suite struct RoleModelTests {
    /// The blocks of a page that are whole role models.
    private static func models(_ page: String) throws -> [String] {
        // The page of diagnostics shows faulty ones, on purpose; DiagnosticsTests reads them.
        guard page != "docs/reference/diagnostics.md" else { return [] }
        let blocks = try Pages.text(page).split(separator: "```xml\n").dropFirst().map { block in
            String(block.split(separator: "\n```", maxSplits: 1).first ?? "")
        }
        return blocks.filter { $0.contains("<RoleModel") && $0.contains("</RoleModel>") }
    }

    @Test(.timeLimit(.minutes(1)), arguments: Pages.all)
    func `a role model in a page is valid by the schema`(page: String) throws {
        for model in try Self.models(page) {
            let file = FileManager.default.temporaryDirectory.appending(path: "wahost-model-\(UUID().uuidString).xml")
            try Data(model.utf8).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            let schema = Pages.root.appending(path: "docs/reference/schemas/rolemodel.xsd").path
            process.arguments = ["xmllint", "--noout", "--nonet", "--schema", schema, file.path]
            let pipe = Pipe()
            process.standardError = pipe
            try process.run()
            let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationStatus == 0, "\(said)")
        }
    }

    @Test func `some pages show whole role models`() throws {
        #expect(try Pages.all.map { try Self.models($0).count }.reduce(0, +) >= 3)
    }
}
