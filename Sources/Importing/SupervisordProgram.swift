/// A process that supervisord would start.
struct SupervisordProgram {
    var name: String
    /// The line of its section.
    var line: Int
    var words: [String]
    var environment: [(name: String, value: String)] = []
    var folder: String?
    var user: String?
    var priority = 999
    var restart = "on-failure"
    var stopSignal: String?
    var stopTimeout = "10"
    var exitCodes: String?

    init(name: String, line: Int, words: [String]) {
        self.name = name
        self.line = line
        self.words = words
    }

    /// The command as a model writes it: `cd` where supervisord would change the folder.
    var commandLine: String {
        let command = ShellWords.join(words)
        guard let folder else { return command }
        return "cd \(ShellWords.quoted(folder)) && exec \(command)"
    }
}
