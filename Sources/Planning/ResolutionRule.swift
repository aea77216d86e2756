/// By which rule a command line became what is executed (B6, B7).
public enum ResolutionRule: String, Hashable, Sendable, CaseIterable {
    /// The file is there as it is written.
    case asWritten
    /// The file is there, its name written in another case.
    case ignoringCase
    /// A Linux counterpart of a Windows program is there.
    case counterpart
    /// A bare name, found on PATH as it is written.
    case onPath
    /// A bare name, found on PATH without its Windows ending.
    case counterpartOnPath
    /// One of the bootstrapper's own programs.
    case ownProgram
    /// A script that is not executable, run by the interpreter that its first line names.
    case interpreterByFirstLine
    /// A script run by the interpreter that its ending names.
    case interpreterByEnding
    /// A PowerShell script, run by `pwsh`.
    case powerShell
    /// `cmd /c` is left out: what follows it is the command line.
    case withoutCmd
    /// A command that a shell brings along.
    case shellBuiltin
    /// Through `/bin/sh`, because of shell syntax.
    case shell

    /// What the rule says, as `plan` shows it.
    public var sentence: String {
        switch self {
        case .asWritten: "found as it is written"
        case .ignoringCase: "found by its name in another case, as Windows finds it"
        case .counterpart: "the Linux counterpart of a Windows program"
        case .onPath: "found on PATH"
        case .counterpartOnPath: "found on PATH without its Windows ending"
        case .ownProgram: "one of the bootstrapper's own programs"
        case .interpreterByFirstLine: "not executable: run by the interpreter of its first line"
        case .interpreterByEnding: "run by the interpreter that its ending names"
        case .powerShell: "a PowerShell script, run by pwsh"
        case .withoutCmd: "cmd /c left out: what follows it is the command line"
        case .shellBuiltin: "a command of the shell itself"
        case .shell: "through /bin/sh, because of shell syntax"
        }
    }
}
