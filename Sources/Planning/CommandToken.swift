/// A piece of a command line; all pieces put together are the line again.
enum CommandToken: Hashable, Sendable {
    /// Blanks between words.
    case blank(String)
    /// A word, with its quotes.
    case word(CommandWord)
    /// What stands between commands: `&&`, `||`, `|`, `&`, `;`, `(`, `)` or a line end.
    case control(String)
    /// A redirection, with the descriptor before it; `takesTarget` unless it names a descriptor, as `2>&1` does.
    case redirection(String, takesTarget: Bool)

    /// The piece as it was written.
    var raw: String {
        switch self {
        case .blank(let raw), .control(let raw), .redirection(let raw, _): raw
        case .word(let word): word.raw
        }
    }
}

/// One word of a command line.
struct CommandWord: Hashable, Sendable {
    /// As written, quotes included.
    var raw = ""
    /// Without its quotes.
    var text = ""
    /// Whether a shell would put something else in its place: `$x`, `` `x` ``.
    var hasExpansion = false
    /// Whether an unquoted `*` is in it.
    var hasWildcard = false
    /// Whether it has single quotes, which only a shell understands.
    var hasSingleQuotes = false
    /// Whether a quote of it is never closed.
    var isUnclosed = false

    /// Whether only a shell reads it as it is meant.
    var needsShell: Bool { hasExpansion || hasWildcard || hasSingleQuotes }
}
