import RoleModel

/// Makes of a command line what will be executed (B6, B7).
struct CommandResolver {
    /// A command, unless it can not be run, and what is to be said about it.
    struct Outcome {
        var command: ResolvedCommand?
        var diagnostics: [Diagnostic] = []
    }

    let index: FolderIndex
    let programsFolder: String?

    /// Resolves a command line.
    func resolve(_ line: String, in context: CommandContext) -> Outcome {
        var outcome = resolve(line, in: context, depth: 0)
        if let command = outcome.command, command.arguments != [line] {
            outcome.command?.secrets = context.environment.fileValues(in: command.arguments)
        }
        return outcome
    }

    private func resolve(_ line: String, in context: CommandContext, depth: Int) -> Outcome {
        let tokens = CommandLineScanner.tokens(of: line)
        if depth < 4, let rest = Self.afterCmd(tokens) {
            var outcome = resolve(rest, in: context, depth: depth + 1)
            outcome.command?.commandLine = line
            outcome.command?.rules.insert(.withoutCmd, at: 0)
            return outcome
        }
        let words = tokens.compactMap(Self.word)
        guard let first = words.first else { return Outcome(diagnostics: [.emptyCommandLine(context)]) }
        return tokens.allSatisfy(Self.isPlain)
            ? direct(line, program: first, arguments: words.dropFirst(), in: context)
            : ShellCommand(resolver: self, context: context, tokens: tokens).outcome(for: line)
    }

    private static func word(_ token: CommandToken) -> CommandWord? {
        if case .word(let word) = token { return word }
        return nil
    }

    private static func isPlain(_ token: CommandToken) -> Bool {
        switch token {
        case .blank: true
        case .word(let word): !word.needsShell
        case .control, .redirection: false
        }
    }

    /// Returns what follows `cmd /c`; nil when that is not how the line begins.
    private static func afterCmd(_ tokens: [CommandToken]) -> String? {
        var isBehindCmd = false
        for (place, token) in tokens.enumerated() {
            guard let text = word(token)?.text else { continue }
            if !isBehindCmd {
                guard text.utf8.count == 3 || text.utf8.count == 7 else { return nil }
                isBehindCmd = ["cmd", "cmd.exe"].contains(text.lowercased())
                guard isBehindCmd else { return nil }
            } else if text.lowercased() == "/c" {
                return unwrapped(tokens.dropFirst(place + 1).map(\.raw).joined())
            } else if !text.hasPrefix("/") {
                return nil
            }
        }
        return nil
    }

    /// cmd takes one pair of quotes around a whole line away, as in `cmd /c "setup.cmd now"`.
    private static func unwrapped(_ line: String) -> String? {
        let line = String(line.drop { $0 == " " })
        guard !line.isEmpty else { return nil }
        let inner = line.dropFirst().dropLast()
        let isWrapped = line.count > 2 && line.first == "\"" && line.last == "\""
        let isWhole = inner.first == "\"" || (inner.contains(" ") && !inner.contains("\""))
        return isWrapped && isWhole ? String(inner) : line
    }

    private func direct(
        _ line: String,
        program: CommandWord,
        arguments: ArraySlice<CommandWord>,
        in context: CommandContext
    ) -> Outcome {
        var search = ProgramSearch(context, index, programsFolder: programsFolder)
        switch search.find(program.text) {
        case .missing where ShellCommand.builtins.contains(program.text):
            return Outcome(command: ShellCommand.command(line, text: line, program: nil, rules: [.shellBuiltin]))
        case .missing(let diagnostic):
            return Outcome(diagnostics: [diagnostic])
        case .found(let match):
            var diagnostics: [Diagnostic] = []
            let values = arguments.map { argument($0.text, in: context, &diagnostics) }
            let all = match.arguments(values)
            let command = ResolvedCommand(
                commandLine: line,
                executable: all.first ?? match.path,
                arguments: all,
                program: match.path,
                shellText: nil,
                rules: match.rules
            )
            return Outcome(command: command, diagnostics: diagnostics)
        }
    }

    /// Returns an argument with its variables expanded and, where it is a relative path, with `/`.
    func argument(_ text: String, in context: CommandContext, _ diagnostics: inout [Diagnostic]) -> String {
        let text = context.environment.expanding(text)
        if PathText.hasDrive(text) {
            diagnostics.append(.windowsPath(text, context))
            return text
        }
        guard text.contains("\\"), !text.hasPrefix("\\\\"), !text.hasPrefix("/") else { return text }
        let path = PathText.translated(text)
        let found = index.existing(path, below: context.folder)
        guard found != nil || path.hasPrefix("./") || path.hasPrefix("../") else { return text }
        return Self.spelled(path, as: found)
    }

    /// Returns the relative `path` with the letters' case of the file that it was found to be.
    private static func spelled(_ path: String, as found: String?) -> String {
        guard let found else { return path }
        let written = path.split(separator: "/")
        let names = written.drop { $0 == "." || $0 == ".." }
        let real = found.split(separator: "/").suffix(names.count)
        guard !names.contains("."), !names.contains(".."), real.count == names.count else { return path }
        return (written.prefix(written.count - names.count) + real).joined(separator: "/")
    }
}
