import Foundation
import Testing

@testable import Bootstrapper

/// `docs/reference/command-line.md` has the words of the help, for every command and option.
@Suite struct CommandLinePageTests {
    private static let page = RunningBootstrapper.root.appending(path: "docs/reference/command-line.md")
    /// Between these lines of the page stands what is made here.
    private static let (begin, end) = ("<!-- the program's own words -->", "<!-- end of the program's own words -->")

    private static func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

    private static func list(_ commands: [CommandName]) -> String {
        commands.count == CommandName.allCases.count
            ? "all" : commands.map { "`\($0.rawValue)`" }.joined(separator: ", ")
    }

    private static var commands: [String] {
        ["", "| command | what follows | does |", "|---|---|---|"]
            + CommandName.allCases.map { command in
                "| `\(command.rawValue)` | \(cell("`\(command.operands)`")) | \(cell(command.summary)) |"
            }
    }

    private static var options: [String] {
        ["", "| option | of | does | variable |", "|---|---|---|---|"]
            + OptionDefinition.all.map { option in
                let letter = option.letter.map { "`-\($0)`, " } ?? ""
                let argument = option.argument.map { " \($0)" } ?? ""
                let variable = option.environmentVariable.map { "`\($0)`" } ?? ""
                let written = "\(letter)`--\(option.name.rawValue)\(argument)`"
                return "| \(cell(written)) | \(list(option.commands)) | \(cell(option.summary)) | \(variable) |"
            }
    }

    private static var words: String {
        (["", "## Commands"] + commands + ["", "## Options"] + options).joined(separator: "\n")
    }

    @Test func `the page says of every command and option what the help says`() throws {
        var text = try String(contentsOf: Self.page, encoding: .utf8)
        let start = try #require(text.range(of: Self.begin + "\n")).upperBound
        let stop = try #require(text.range(of: "\n\n" + Self.end)).lowerBound
        if ProcessInfo.processInfo.environment["RECORD_COMMAND_LINE"] != nil {
            text.replaceSubrange(start..<stop, with: Self.words)
            try text.write(to: Self.page, atomically: true, encoding: .utf8)
        } else {
            // Wrong? Run this test with RECORD_COMMAND_LINE=1, and read the difference.
            #expect(text[start..<stop] == Self.words)
        }
    }
}
