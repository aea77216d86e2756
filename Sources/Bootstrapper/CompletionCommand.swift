/// `completion`: prints the completion for a shell.
enum CompletionCommand {
    /// Does what the command line says.
    ///
    /// - Throws: a usage error for a shell that there is no completion for.
    static func perform(_ parsed: ParsedOptions) throws(UsageError) -> ExitCode {
        StandardStreams.say(try parsed.firstWord("shell", Shell.self).completion)
        return .success
    }
}
