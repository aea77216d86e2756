/// A command line and what will be executed for it.
public struct ResolvedCommand: Hashable, Sendable {
    /// As written.
    public var commandLine: String
    /// What is executed: absolute, a program or the interpreter of a script.
    public var executable: String
    /// All arguments, the zeroth included.
    public var arguments: [String]
    /// The file that the command line's program was found to be; nil when only a shell knows.
    public var program: String?
    /// What `/bin/sh -c` is given; nil when no shell is needed.
    public var shellText: String?
    /// By which rules it came about, in the order in which they were used.
    public var rules: [ResolutionRule]
    /// Values from files that have become part of the arguments.
    var secrets: [String] = []

    /// The arguments, for whoever may read over somebody's shoulder.
    var shownArguments: [String] { arguments.map(masked) }

    /// Returns a word without what is secret in it.
    func masked(_ word: String) -> String { secrets.contains { word.contains($0) } ? "(hidden)" : word }
}
