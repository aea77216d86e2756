import RoleModel

/// The file that a command line's program is, and what runs it.
struct ProgramMatch: Hashable {
    /// The file, absolute.
    var path: String
    /// The interpreter and its arguments; empty when the file itself is executed.
    var interpreter: [String] = []
    /// By which rules it was found.
    var rules: [ResolutionRule]

    /// What is executed with these arguments.
    func arguments(_ arguments: [String]) -> [String] { interpreter + [path] + arguments }
}

/// Looks for one program in Windows' ways (B6), and remembers where.
struct ProgramSearch {
    /// What came of it.
    enum Outcome {
        case found(ProgramMatch)
        case missing(Diagnostic)
    }

    let context: CommandContext
    let index: FolderIndex
    let programsFolder: String?
    /// What was looked for, in order.
    var looked: [String] = []
    /// The first file that was found and can not be run.
    var obstacle: Diagnostic?
    /// The first file that was found and is for Windows.
    var windowsFile: String?

    /// The endings that only Windows has for programs.
    static let windowsEndings: Set<String> = [".cmd", ".bat", ".exe", ".ps1", ".com", ".vbs"]

    init(_ context: CommandContext, _ index: FolderIndex, programsFolder: String?) {
        self.context = context
        self.index = index
        self.programsFolder = programsFolder
    }

    /// Looks for a program: our own, then in the folders, then, for bare names, on PATH.
    mutating func find(_ written: String) -> Outcome {
        let path = PathText.translated(written)
        if PathText.hasDrive(path) || path.hasPrefix("//") { return .missing(.programOnDrive(written, context)) }
        if let own = OwnProgram(written: path) { return find(own, written) }
        let folders = path.hasPrefix("/") ? ["/"] : context.searchFolders
        for folder in folders {
            for name in Self.candidates(path) {
                if let match = tryFile(name, in: folder, isAsWritten: name == path) { return .found(match) }
            }
        }
        if !path.contains("/"), let match = findOnPath(path) { return .found(match) }
        return .missing(diagnostic(for: written))
    }

    private func find(_ program: OwnProgram, _ written: String) -> Outcome {
        let path = PathText.join(programsFolder ?? "/", program.fileName)
        guard programsFolder != nil, index.regularFile(path) != nil else {
            return .missing(.ownProgramNotInstalled(written, program, path: programsFolder.map { _ in path }, context))
        }
        return .found(ProgramMatch(path: path, rules: [.ownProgram]))
    }

    /// Returns the names under which a program may stand in a folder, in order.
    static func candidates(_ path: String) -> [String] {
        let ending = PathText.ending(of: path)
        if windowsEndings.contains(ending) {
            let stem = PathText.withoutEnding(path)
            return [path, stem + ".sh", stem + ".py", stem]
        }
        // Windows, too, finds `x.cmd` when only `x` is written.
        return ending.isEmpty ? [path, path + ".sh", path + ".py"] : [path]
    }

    private mutating func tryFile(_ name: String, in folder: String, isAsWritten: Bool) -> ProgramMatch? {
        let path = PathText.join(folder, name)
        looked.append(path)
        guard let found = index.existing(path, below: folder), let attributes = index.regularFile(found) else {
            return nil
        }
        let rule: ResolutionRule = !isAsWritten ? .counterpart : found == path ? .asWritten : .ignoringCase
        return judge(found, attributes, rule)
    }

    private mutating func findOnPath(_ name: String) -> ProgramMatch? {
        let names = Self.namesOnPath(name)
        for candidate in names {
            for folder in context.path {
                let path = PathText.join(folder, candidate)
                guard let attributes = index.regularFile(path) else { continue }
                let rule: ResolutionRule = candidate == name ? .onPath : .counterpartOnPath
                if let match = judge(path, attributes, rule) { return match }
            }
        }
        looked.append("\(names.joined(separator: ", ")) on PATH (\(context.path.joined(separator: ":")))")
        return nil
    }

    /// Returns the names under which a bare name may stand on PATH, in order.
    static func namesOnPath(_ name: String) -> [String] {
        let isWindows = windowsEndings.contains(PathText.ending(of: name))
        let bare = isWindows ? PathText.withoutEnding(name) : name
        var names = [name]
        for other in [bare, bare.lowercased()] where !names.contains(other) { names.append(other) }
        if bare.lowercased() == "powershell" { names.append("pwsh") }
        return names
    }

    private func diagnostic(for written: String) -> Diagnostic {
        if let obstacle { return obstacle }
        if let windowsFile { return .windowsProgram(written, file: windowsFile, context) }
        return .noSuchProgram(written, looked: looked, context)
    }
}
