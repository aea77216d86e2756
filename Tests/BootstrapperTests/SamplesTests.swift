import Foundation
import Testing

/// Real files of public projects, where they are beside the checkout.
@Suite struct SamplesTests {
    static let folder = RunningBootstrapper.root.appending(path: "../shared/azure/samples/rolemodel").standardized

    static var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        if names.isEmpty { print("no samples beside the checkout: SamplesTests skipped") }
        return names.filter { $0.hasSuffix(".xml") }.sorted()
    }

    @Test(.timeLimit(.minutes(1)), arguments: files)
    func `a real role model is told to lack programs, and nothing else`(file: String) throws {
        let run = try RunningBootstrapper(["validate", "--json", "--role-model", Self.folder.path + "/" + file])
        let code = run.end()
        let report = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let diagnostics = try #require(report["diagnostics"] as? [[String: Any]])
        let codes = Set(diagnostics.compactMap { $0["code"] as? String })
        #expect(codes.isSubset(of: ["noSuchProgram", "noSuchFolder"]), "\(run.output)")
        #expect(code == (codes.isEmpty ? 0 : 78))
    }

    @Test(.timeLimit(.minutes(1)), arguments: files)
    func `a real role model has a plan`(file: String) throws {
        let run = try RunningBootstrapper(["plan", "--role-model", Self.folder.path + "/" + file])
        #expect([0, 78].contains(run.end()))
        #expect(run.output.contains("instance "))
    }
}
