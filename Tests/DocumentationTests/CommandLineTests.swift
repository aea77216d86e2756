import Foundation
import Testing

/// Every command line of the documentation does what its page says (Tests/Documentation/commands.py).
@Suite(.serialized) struct CommandLineTests {
    @Test(.timeLimit(.minutes(3)), arguments: Pages.withCommands)
    func `the commands of a page work, and print what it shows`(page: String) throws {
        let (said, code) = try Pages.commands([Pages.programs, page])
        #expect(code == 0, "\(said)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `most commands are run, and those that are not have a reason`() throws {
        let (said, code) = try Pages.commands(["--list"] + Pages.withCommands)
        #expect(code == 0, "\(said)")
        let lines = said.split(separator: "\n")
        let notRun = lines.filter { $0.contains(": not run:") }
        #expect(notRun.allSatisfy { !$0.hasSuffix("not run:") && !$0.hasSuffix("not run: ") })
        #expect(notRun.count * 2 < lines.count, "\(said)")
    }

    @Test(.timeLimit(.minutes(1)))
    func `a page that shows what is not printed is found out`() throws {
        let page = FileManager.default.temporaryDirectory.appending(path: "wahost-page-\(UUID().uuidString).md")
        defer { try? FileManager.default.removeItem(at: page) }
        let text = "```console\n$ wahostbootstrapper --version; true\nwahostbootstrapper 99 or so\n```\n"
        try Data(text.utf8).write(to: page)
        let (said, code) = try Pages.commands([Pages.programs, page.path])
        #expect(code == 1 && said.contains("did not print 'wahostbootstrapper 99 or so'"), "\(said)")
    }
}
