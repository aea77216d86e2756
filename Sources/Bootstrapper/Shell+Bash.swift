extension Shell {
    /// A function for `complete -F`, which needs nothing but bash.
    static var bashCompletion: String {
        """
        # wahostbootstrapper completion bash > /etc/bash_completion.d/wahostbootstrapper
        _wahostbootstrapper() {
            local current=${COMP_WORDS[COMP_CWORD]} previous='' command=${COMP_WORDS[1]} kind=''
            local -a words=()
            ((COMP_CWORD > 0)) && previous=${COMP_WORDS[COMP_CWORD-1]}
            # bash cuts --recycle=never into three words.
            if [[ $current == '=' ]]; then
                current=''
            elif [[ $previous == '=' ]] && ((COMP_CWORD > 1)); then
                previous=${COMP_WORDS[COMP_CWORD-2]}
            fi
            COMPREPLY=()
            if ((COMP_CWORD == 1)); then
                COMPREPLY=($(compgen -W '\(commandWords)' -- "$current"))
                return
            fi
            case "$command $previous" in
        \(arguments)
            esac
            case $kind in
            words) COMPREPLY=($(compgen -W "$words" -- "$current")); return ;;
            file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
            folder) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
            free) return ;;
            esac
            case $command in
        \(operands)
            esac
            if [[ $current == -* ]]; then
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            elif [[ $kind == file ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
            elif [[ $kind == tasks ]]; then
                mapfile -t words < <(wahostbootstrapper status --json 2>/dev/null | grep -o '"name":"[^" ]*"' | cut -d'"' -f4)
                mapfile -t COMPREPLY < <(compgen -d -- "$current"; compgen -W "${words[*]}" -- "$current")
            elif [[ $kind == folder ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -d -- "$current")
            elif [[ -n $kind ]] && ((COMP_CWORD == 2)); then
                COMPREPLY=($(compgen -W "$kind" -- "$current"))
            elif [[ -n $kind ]]; then
                compopt -o filenames 2>/dev/null
                mapfile -t COMPREPLY < <(compgen -f -- "$current")
            fi
        }
        complete -F _wahostbootstrapper wahostbootstrapper

        """
    }

    private static var commandWords: String {
        (CommandName.allCases.map(\.rawValue) + ["--help", "--version"]).joined(separator: " ")
    }

    /// What stands behind an option that takes an argument.
    private static var arguments: String {
        CommandName.allCases.flatMap { command in
            command.options.compactMap { option -> String? in
                guard let completion = option.completion else { return nil }
                let names = (option.letter.map { ["-\($0)"] } ?? []) + ["--\(option.name.rawValue)"]
                let pattern = names.map { "'\(command.rawValue) \($0)'" }.joined(separator: "|")
                return "    \(pattern)) \(assignment(completion)) ;;"
            }
        }.joined(separator: "\n")
    }

    private static func assignment(_ completion: OptionDefinition.Completion) -> String {
        switch completion {
        case .words(let words): "kind=words words='\(words.joined(separator: " "))'"
        case .file: "kind=file"
        case .folder: "kind=folder"
        case .free: "kind=free"
        }
    }

    /// The options of each command, and what else stands behind it.
    private static var operands: String {
        CommandName.allCases.map { command in
            let options = command.options.map { "--\($0.name.rawValue)" }.joined(separator: " ")
            let first = command.firstWords.joined(separator: " ")
            let other = command.takesFile ? "file" : command.takesTasks ? "tasks" : "folder"
            let kind = first.isEmpty ? other : first
            return "    \(command.rawValue)) words='\(options)' kind='\(kind)' ;;"
        }.joined(separator: "\n")
    }
}
