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
}
