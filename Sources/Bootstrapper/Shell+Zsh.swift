extension Shell {
    /// A function for a folder of `$fpath`; sourced, it registers itself.
    static var zshCompletion: String {
        """
        #compdef wahostbootstrapper
        # wahostbootstrapper completion zsh > "${fpath[1]}/_wahostbootstrapper"
        _wahostbootstrapper_tasks() {
            local -a tasks
            tasks=(${(f)"$(wahostbootstrapper status --json 2>/dev/null | grep -o '"name":"[^" ]*"' | cut -d'"' -f4)"})
            compadd -a tasks
            _files -/
        }
        _wahostbootstrapper() {
            local -a commands
            commands=(
        \(commands)
            )
            if ((CURRENT == 2)); then
                _describe -t commands command commands
                _arguments '--help[print this help]' '--version[print the version]'
                return
            fi
            local command=${words[2]}
            shift words
            ((CURRENT--))
            case $command in
        \(cases)
            esac
        }
        if [[ ${funcstack[1]} == _wahostbootstrapper ]]; then
            _wahostbootstrapper "$@"
        else
            compdef _wahostbootstrapper wahostbootstrapper
        fi

        """
    }

    private static var commands: String {
        CommandName.allCases.map { "        \(quoted("\($0.rawValue):\($0.summary)"))" }.joined(separator: "\n")
    }

    private static var cases: String {
        CommandName.allCases.map { command in
            let options = command.options.flatMap { option -> [String] in
                let names = (option.letter.map { ["-\($0)"] } ?? []) + ["--\(option.name.rawValue)"]
                return names.map { quoted($0 + entry(option)) }
            }
            let specification = (options + operands(command)).joined(separator: " \\\n            ")
            return "    \(command.rawValue))\n        _arguments \\\n            \(specification) ;;"
        }.joined(separator: "\n")
    }

    private static func entry(_ option: OptionDefinition) -> String {
        let summary = "[\(escaped(option.summary))]"
        guard let argument = option.argument, let completion = option.completion else { return summary }
        let action =
            switch completion {
            case .words(let words): "(\(words.joined(separator: " ")))"
            case .file: "_files"
            case .folder: "_files -/"
            case .free: " "
            }
        // With a sign behind its name an option may carry its argument in the same word.
        return (option.letter == nil ? "=" : "") + summary + ":\(escaped(argument)):\(action)"
    }

    private static func operands(_ command: CommandName) -> [String] {
        if command.takesTasks { return [quoted("*:task:_wahostbootstrapper_tasks")] }
        let rest = quoted(command.takesFile ? "*:file:_files" : "*:folder:_files -/")
        guard !command.firstWords.isEmpty else { return [rest] }
        return [quoted("1:what:(\(command.firstWords.joined(separator: " ")))"), rest]
    }

    /// What stands in brackets and between colons.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            if "[]:\\".contains(character) { result.append("\\") }
            result.append(character)
        }
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
