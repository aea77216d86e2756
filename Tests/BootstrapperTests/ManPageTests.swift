import Foundation
import Testing

@testable import Bootstrapper

/// The man pages say what the programs' help says, no less and no more.
@Suite struct ManPageTests {
    private static let folder = RunningBootstrapper.root.appending(path: "docs/man")

    private static func page(_ name: String) throws -> [String] {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8).split(separator: "\n").map(String.init)
    }

    /// The options that entries of a page are about: `.It Fl f , -follow`.
    private static func options(_ page: [String]) -> Set<String> {
        let entries = page.filter { $0.hasPrefix(".It Fl ") }
        return Set(
            entries.flatMap { $0.split(separator: " ").filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) } }
        )
    }

    @Test func `every command is in the man page, and none beside them`() throws {
        let page = try Self.page("wahostbootstrapper.1")
        let entries = page.filter { $0.hasPrefix(".It Cm ") }.map { String($0.dropFirst(7).prefix { $0 != " " }) }
        #expect(Set(entries) == Set(CommandName.allCases.map(\.rawValue)))
        #expect(entries.count == Set(entries).count)
    }

    @Test func `every option is in the man page, and none beside them`() throws {
        let page = try Self.page("wahostbootstrapper.1")
        #expect(Self.options(page) == Set(OptionDefinition.all.map(\.name.rawValue)))
    }

    @Test func `every option's letter is in the man page`() throws {
        let entries = try Self.page("wahostbootstrapper.1").filter { $0.hasPrefix(".It Fl ") }
        for option in OptionDefinition.all {
            guard let letter = option.letter else { continue }
            #expect(entries.contains { $0.hasPrefix(".It Fl \(letter) , -\(option.name.rawValue)") }, "\(option.name)")
        }
    }

    @Test func `every exit code of ours is in the man page, and none beside them`() throws {
        let page = try Self.page("wahostbootstrapper.1")
        let codes = page.filter { $0.hasPrefix(".It ") }.compactMap { Int32($0.dropFirst(4)) }
        #expect(Set(codes) == Set(ExitCode.allCases.map(\.rawValue)))
    }

    @Test(.timeLimit(.minutes(1)))
    func `the host's options are those of its help`() throws {
        let program = RunningBootstrapper.programs.appending(path: "waworkerhost").path
        let help = try BuiltProgram.run(program: program, ["--help"])
        let written = Set((help.said + help.complained).matches(of: #/--([a-z][a-z-]*)/#).map { String($0.1) })
        #expect(!written.isEmpty)
        #expect(Self.options(try Self.page("waworkerhost.1")) == written)
    }

    @Test(.timeLimit(.minutes(1)))
    func `every program has a page that mandoc has nothing against`() throws {
        for name in ["wahostbootstrapper.1", "waworkerhost.1", "walaunch.1"] {
            #expect(try !Self.page(name).isEmpty)
            guard BuiltProgram.has("mandoc") else { continue }
            let path = Self.folder.appending(path: name).path
            let call = try BuiltProgram.run(program: "mandoc", ["-Tlint", "-Wwarning", path])
            #expect(call.code == 0 && call.said + call.complained == "", "\(call.said)\(call.complained)")
        }
    }
}
