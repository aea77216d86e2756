import RoleModel

/// What is wrong with a command line, told before anything has run.
extension Diagnostic {
    static func noSuchProgram(_ written: String, looked: [String], _ context: CommandContext) -> Diagnostic {
        let isWindows = ProgramSearch.windowsEndings.contains(PathText.ending(of: PathText.translated(written)))
        let stem = PathText.withoutEnding(PathText.translated(written))
        let folder = context.shown(context.folder)
        let variables =
            written.contains("%") ? "; variables are not expanded in the name of a program, as on Azure" : ""
        return Diagnostic(
            code: "noSuchProgram",
            location: context.location,
            what: "cannot find the program '\(written)'",
            why:
                "\(context.owner) runs it; looked for \(looked.map(context.shown).joined(separator: ", "))\(variables)",
            mend: isWindows
                ? "put its Linux counterpart \(stem).sh, \(stem).py or \(stem) into '\(folder)'"
                : "put it into '\(folder)' or onto PATH, or correct the command line"
        )
    }

    static func programOnDrive(_ written: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "noSuchProgram",
            location: context.location,
            what: "cannot find the program '\(written)'",
            why: "\(context.owner) runs it; there are no drives and no shares on Linux, so it was looked for nowhere",
            mend: "write a path relative to the task's folder, or the bare name of a program on PATH"
        )
    }

    static func ownProgramNotInstalled(
        _ written: String,
        _ program: OwnProgram,
        path: String?,
        _ context: CommandContext
    ) -> Diagnostic {
        Diagnostic(
            code: "noSuchProgram",
            location: context.location,
            what: "cannot find the program '\(written)'",
            why: "\(context.owner) runs it; it is our own '\(program.fileName)', looked for as "
                + "\(path ?? "a file beside wahostbootstrapper")",
            mend: "install '\(program.fileName)' beside wahostbootstrapper, or take the task out of the role model"
        )
    }

    static func windowsProgram(_ written: String, file: String, _ context: CommandContext) -> Diagnostic {
        let stem = PathText.withoutEnding(PathText.name(of: PathText.translated(written)))
        return Diagnostic(
            code: "windowsProgram",
            location: context.location,
            what: "cannot run the Windows program '\(written)' on Linux",
            why: "\(context.owner) runs it; '\(context.shown(file))' is there, but no Linux counterpart of it",
            mend: "put \(stem).sh, \(stem).py or \(stem) beside it"
        )
    }

    static func notExecutable(_ path: String, _ file: FileAttributes, _ context: CommandContext) -> Diagnostic {
        let isForSomebody = file.mode & 0o111 != 0
        return Diagnostic(
            code: "notExecutable",
            location: context.location,
            what: "cannot execute '\(context.shown(path))': not executable",
            why: "\(context.owner) runs it as \(context.userName); its mode is \(octal(file.mode)), its owner "
                + "\(file.owner)" + (isForSomebody ? ", which excludes that user" : ""),
            mend: isForSomebody ? "chmod a+rx '\(path)'" : "chmod +x '\(path)'"
        )
    }

    static func carriageReturns(_ path: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "carriageReturns",
            location: context.location,
            what: "cannot execute '\(context.shown(path))': its lines end as on Windows (CR LF)",
            why:
                "\(context.owner) runs it; the carriage return becomes part of the first line, and the start fails with "
                + "'No such file or directory' or a syntax error",
            mend: "sed -i 's/\\r$//' '\(path)'"
        )
    }

    static func noInterpreter(_ path: String, _ interpreter: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "noInterpreter",
            location: context.location,
            what: "cannot execute '\(context.shown(path))': its interpreter '\(interpreter)' is not there",
            why: "\(context.owner) runs it; the start would fail with 'No such file or directory'",
            mend: "install '\(interpreter)', or name another interpreter in the first line of the file"
        )
    }

    static func unknownProgramFormat(_ path: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "unknownProgramFormat",
            location: context.location,
            what: "cannot execute '\(context.shown(path))': neither a program nor a script",
            why:
                "\(context.owner) runs it; it has no '#!' in its first line, so the start would fail with 'Exec format "
                + "error'",
            mend: "write the interpreter into the first line, as in '#!/bin/sh'"
        )
    }

    static func emptyCommandLine(_ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "emptyCommandLine",
            location: context.location,
            what: "cannot run the empty command line ''",
            why: "\(context.owner) would run nothing",
            mend: "write a program and its arguments into commandLine, or take the element out"
        )
    }

    static func unclosedQuote(_ line: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "unclosedQuote",
            location: context.location,
            what: "cannot read the command line '\(line)': a quote is not closed",
            why: "\(context.owner) runs it through /bin/sh, which would report a syntax error",
            mend: "close the quote, or take it out"
        )
    }

    static func windowsPath(_ written: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "windowsPath",
            severity: .warning,
            location: context.location,
            what: "cannot translate the path '\(written)', ignoring",
            why: "there are no drives on Linux; \(context.owner) gets it as it is written",
            mend: "write a path relative to the task's folder, or one that begins with %RoleRoot%"
        )
    }

    static func noSuchFolder(_ written: String, looked: String, _ context: CommandContext) -> Diagnostic {
        Diagnostic(
            code: "noSuchProgram",
            location: context.location,
            what: "cannot find the folder '\(written)' of the program",
            why: "\(context.owner) runs in it; looked for \(looked)",
            mend: "make the folder, or correct relativePath"
        )
    }

    /// Returns a mode as chmod takes it.
    static func octal(_ mode: UInt32) -> String {
        let digits = String(mode & 0o7777, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
