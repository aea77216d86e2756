extension Shell {
    /// Lines for `~/.config/fish/completions`.
    static var fishCompletion: String {
        var lines = ["# wahostbootstrapper completion fish > ~/.config/fish/completions/wahostbootstrapper.fish"]
        lines.append("complete -c wahostbootstrapper -f")
        for command in CommandName.allCases {
            lines.append(
                "complete -c wahostbootstrapper -n __fish_use_subcommand -a \(command.rawValue) -d \(word(command.summary))"
            )
            lines += self.lines(command)
        }
        lines.append("complete -c wahostbootstrapper -n __fish_use_subcommand -l help -d 'print this help'")
        lines.append("complete -c wahostbootstrapper -n __fish_use_subcommand -l version -d 'print the version'")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ command: CommandName) -> [String] {
        let start = "complete -c wahostbootstrapper -n '__fish_seen_subcommand_from \(command.rawValue)'"
        var lines = command.options.map { option in
            let letter = option.letter.map { " -s \($0)" } ?? ""
            return "\(start)\(letter) -l \(option.name.rawValue)\(argument(option)) -d \(word(option.summary))"
        }
        if !command.firstWords.isEmpty {
            lines.append("\(start) -a '\(command.firstWords.joined(separator: " "))'")
        }
        if command.takesFile || command.firstWords.isEmpty || command.takesRoleRoot {
            lines.append("\(start) -a '(__fish_complete_\(command.takesFile ? "path" : "directories"))'")
        }
        if command.takesTasks {
            let names =
                "command -sq wahostbootstrapper; and wahostbootstrapper status --json 2>/dev/null | string match -rga \\'\"name\":\"([^\" ]*)\"\\'"
            lines.append("\(start) -a '(\(names))'")
        }
        return lines
    }

    private static func argument(_ option: OptionDefinition) -> String {
        switch option.completion {
        case nil: ""
        case .words(let words): " -x -a '\(words.joined(separator: " "))'"
        case .file: " -r -F"
        case .folder: " -x -a '(__fish_complete_directories)'"
        case .free: " -x"
        }
    }

    private static func word(_ text: String) -> String {
        "'" + text.reduce(into: "") { $0 += $1 == "'" || $1 == "\\" ? "\\\($1)" : "\($1)" } + "'"
    }
}
