/// A shell that can be given completions.
enum Shell: String, CaseIterable {
    /// GNU bash 4 and newer, without the package bash-completion too.
    case bash
    /// zsh with `compinit`.
    case zsh
    /// fish 3 and newer.
    case fish

    /// The script for it, from the tables of commands and options.
    var completion: String {
        switch self {
        case .bash: Self.bashCompletion
        case .zsh: Self.zshCompletion
        case .fish: Self.fishCompletion
        }
    }
}

extension OptionDefinition {
    /// What may stand behind an option.
    enum Completion {
        /// One of these words.
        case words([String])
        /// A file.
        case file
        /// A folder.
        case folder
        /// Something that nobody can know.
        case free
    }

    /// What may stand behind it; nil when nothing does.
    var completion: Completion? {
        guard let argument else { return nil }
        if argument.contains("|") { return .words(argument.split(separator: "|").map(String.init)) }
        switch argument {
        case "FILE", "PATH": return .file
        case "DIR": return .folder
        default:
            return name == .host && commands != [.import] ? .words(["WaWorkerHost", "WaIISHost", "WaWebHost"]) : .free
        }
    }
}

extension CommandName {
    /// Its options, in the order of the help.
    var options: [OptionDefinition] { OptionDefinition.all.filter { $0.commands.contains(self) } }

    /// Whether tasks of a running role stand behind it.
    var takesTasks: Bool { self == .logs || self == .restart || self == .signal }

    /// Whether a file stands behind its first word, or as the first.
    var takesFile: Bool { self == .import || self == .updateConfiguration }
}
