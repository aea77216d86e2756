import RoleModel

/// A command line that needs a shell: its programs translated, its relative paths with `/`, the rest as it is written.
struct ShellCommand {
    private let resolver: CommandResolver
    private let context: CommandContext
    private let tokens: [CommandToken]
    /// Whether it is read as Windows wrote it: `&` puts commands in a row, `\` is a letter.
    private let isWindows: Bool
    /// Whether it is one command with redirections.
    private let isSingle: Bool
    private var text = ""
    private var expects = Expected.command
    private var mayExec = true
    private var leavesCommandsAlone = false
    private var program: String?
    private var rules: [ResolutionRule] = []
    private var diagnostics: [Diagnostic] = []

    private enum Expected {
        case command
        case argument
        case target(then: Bool)
    }

    init(resolver: CommandResolver, context: CommandContext, tokens: [CommandToken]) {
        self.resolver = resolver
        self.context = context
        self.tokens = tokens
        isSingle = !tokens.contains {
            if case .control = $0 { return true }
            return false
        }
        isWindows =
            tokens.lazy.compactMap { token -> Bool? in
                guard case .word(let word) = token else { return nil }
                return word.raw.contains("\\")
                    || ProgramSearch.windowsEndings.contains(PathText.ending(of: word.text))
            }.first ?? false
    }

    /// Returns what `/bin/sh` is given for the line.
    func outcome(for line: String) -> CommandResolver.Outcome {
        var rewriter = self
        for (place, token) in tokens.enumerated() { rewriter.append(token, isLast: place == tokens.count - 1) }
        let isUnclosed = tokens.contains {
            if case .word(let word) = $0 { return word.isUnclosed }
            return false
        }
        if isUnclosed { rewriter.diagnostics.append(.unclosedQuote(line, context)) }
        let isFaulty = rewriter.diagnostics.contains { $0.severity == .error }
        let command = Self.command(line, text: rewriter.text, program: rewriter.program, rules: rewriter.rules)
        return CommandResolver.Outcome(command: isFaulty ? nil : command, diagnostics: rewriter.diagnostics)
    }

    static func command(_ line: String, text: String, program: String?, rules: [ResolutionRule]) -> ResolvedCommand {
        ResolvedCommand(
            commandLine: line,
            executable: "/bin/sh",
            arguments: ["/bin/sh", "-c", text],
            program: program,
            shellText: text,
            rules: rules + [.shell]
        )
    }

    private mutating func append(_ token: CommandToken, isLast: Bool) {
        switch token {
        case .blank(let raw): text += raw
        case .redirection(let raw, let takesTarget):
            text += raw
            if takesTarget { expectTarget() }
        case .control(let raw):
            text += raw == "&" && isWindows && !isLast ? ";" : raw
            expects = .command
        case .word(let word): append(word)
        }
    }

    private mutating func expectTarget() {
        if case .command = expects { expects = .target(then: true) } else { expects = .target(then: false) }
    }

    private mutating func append(_ word: CommandWord) {
        switch expects {
        case .target(let thenCommand):
            text += target(word)
            expects = thenCommand ? .command : .argument
        case .argument: text += argument(word)
        case .command where leavesCommandsAlone: text += word.raw
        case .command: appendCommand(word)
        }
    }

    private mutating func appendCommand(_ word: CommandWord) {
        if Self.isAssignment(word.raw) || Self.beforeCommands.contains(word.raw) {
            mayExec = false
            text += word.raw
            return
        }
        expects = .argument
        if word.hasExpansion {
            text += word.raw
        } else if Self.builtins.contains(word.raw) {
            appendBuiltin(word.raw)
        } else {
            appendProgram(word)
        }
    }

    private mutating func appendBuiltin(_ name: String) {
        // After these, words are not commands, or files are not where they seem to be.
        if ["cd", "for", "case", "eval", ".", "alias"].contains(name) { leavesCommandsAlone = true }
        if rules.isEmpty { rules = [.shellBuiltin] }
        text += name
    }

    private mutating func appendProgram(_ word: CommandWord) {
        var search = ProgramSearch(context, resolver.index, programsFolder: resolver.programsFolder)
        switch search.find(word.text) {
        case .found(let match):
            if program == nil {
                program = match.path
                rules = match.rules
            }
            let words = match.interpreter + [spelled(match.path)]
            text += (isSingle && mayExec ? "exec " : "") + words.map(Self.quoted).joined(separator: " ")
        case .missing(var diagnostic):
            // In `a || b` one of them may be missing on purpose.
            if tokens.contains(.control("||")) {
                diagnostic.severity = .warning
                diagnostic.what += ", ignoring"
            }
            diagnostics.append(diagnostic)
            text += word.raw
        }
    }

    /// A program in the working directory is called from there, as it was written.
    private func spelled(_ path: String) -> String {
        let shown = PathText.shown(path, below: context.folder)
        return shown.hasPrefix("/") ? shown : "./" + shown
    }

    private mutating func target(_ word: CommandWord) -> String {
        if word.hasExpansion { return word.raw }
        if word.text.lowercased() == "nul" { return "/dev/null" }
        let path = context.environment.expanding(word.text)
        if PathText.hasDrive(path) {
            diagnostics.append(.windowsPath(path, context))
            return Self.quoted(path)
        }
        // A blank after `\` is a shell's escape.
        let translated = path.hasSuffix("\\") ? path : PathText.translated(path)
        return translated == word.text ? word.raw : Self.quoted(translated)
    }

    private mutating func argument(_ word: CommandWord) -> String {
        if word.hasExpansion || word.hasSingleQuotes { return word.raw }
        if word.hasWildcard { return isWindows && word.raw == word.text ? PathText.translated(word.raw) : word.raw }
        let value = resolver.argument(word.text, in: context, &diagnostics)
        let isLiteral = isWindows && word.raw == word.text && word.raw.contains("\\")
        return value == word.text && !isLiteral ? word.raw : Self.quoted(value)
    }
}

extension ShellCommand {
    /// Words of the shell's grammar that a command follows.
    private static let beforeCommands: Set<String> = [
        "!", "{", "if", "then", "elif", "else", "while", "until", "do", "time", "exec", "command",
    ]

    /// Commands that a shell brings along, and words of its grammar that no command follows.
    static let builtins: Set<String> = [
        "cd", "echo", "export", "set", "unset", "test", "[", "true", "false", ":", ".", "eval", "exit", "return",
        "shift",
        "trap", "umask", "wait", "read", "printf", "ulimit", "type", "alias", "kill", "pwd", "times", "hash", "for",
        "case", "esac", "fi", "done", "}",
    ]

    /// Returns whether a word sets a variable, as `A=1` does.
    private static func isAssignment(_ raw: String) -> Bool {
        guard let equals = raw.firstIndex(of: "="), equals != raw.startIndex else { return false }
        let name = raw[..<equals].unicodeScalars
        guard let first = name.first, !("0"..."9").contains(first) else { return false }
        return name.allSatisfy { $0 == "_" || ($0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))) }
    }

    /// Returns a text so that a shell takes it for this very text.
    static func quoted(_ text: String) -> String {
        let safe = "_./:@%+,-=".unicodeScalars
        let isSafe = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || safe.contains($0))
        }
        if isSafe && !text.isEmpty { return text }
        return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
