import RoleModel

extension ProgramSearch {
    /// Returns how to run a file that was found; nil, with the reason kept, when it can not be run here.
    mutating func judge(_ path: String, _ attributes: FileAttributes, _ rule: ResolutionRule) -> ProgramMatch? {
        let content = index.content(of: path) ?? .binary
        switch content {
        case .windowsProgram:
            windowsFile = windowsFile ?? path
            return nil
        case .binary:
            return mayExecute(attributes)
                ? ProgramMatch(path: path, rules: [rule]) : refuse(.notExecutable(path, attributes, context))
        case .script(let interpreter, let argument, let returns):
            if returns { return refuse(.carriageReturns(path, context)) }
            if let fault = interpreterFault(path, interpreter, argument) { return refuse(fault) }
            return judgeScript(path, attributes, rule, by: [interpreter] + (argument.map { [$0] } ?? []))
        case .text(let returns): return judgeText(path, attributes, rule, returns: returns)
        case .empty: return judgeText(path, attributes, rule, returns: false)
        }
    }

    /// A script with a first line needs no permission but to be read when its ending says that it is one.
    private mutating func judgeScript(
        _ path: String,
        _ attributes: FileAttributes,
        _ rule: ResolutionRule,
        by interpreter: [String]
    ) -> ProgramMatch? {
        if mayExecute(attributes) { return ProgramMatch(path: path, rules: [rule]) }
        guard [".sh", ".py", ".ps1"].contains(PathText.ending(of: path)), mayRead(attributes) else {
            return refuse(.notExecutable(path, attributes, context))
        }
        return ProgramMatch(path: path, interpreter: interpreter, rules: [rule, .interpreterByFirstLine])
    }

    private mutating func judgeText(
        _ path: String,
        _ attributes: FileAttributes,
        _ rule: ResolutionRule,
        returns: Bool
    ) -> ProgramMatch? {
        let ending = PathText.ending(of: path)
        switch ending {
        case ".sh", ".py":
            if returns && ending == ".sh" { return refuse(.carriageReturns(path, context)) }
            guard mayRead(attributes) else { return refuse(.notExecutable(path, attributes, context)) }
            guard let interpreter = ending == ".sh" ? "/bin/sh" : onPath("python3") else {
                return refuse(.noInterpreter(path, "python3", context))
            }
            return ProgramMatch(path: path, interpreter: [interpreter], rules: [rule, .interpreterByEnding])
        case ".ps1":
            if let shell = onPath("pwsh") {
                return ProgramMatch(path: path, interpreter: [shell, "-File"], rules: [rule, .powerShell])
            }
            windowsFile = windowsFile ?? path
            return nil
        case _ where Self.windowsEndings.contains(ending):
            windowsFile = windowsFile ?? path
            return nil
        default:
            let canBeExecuted = mayExecute(attributes)
            return refuse(
                canBeExecuted ? .unknownProgramFormat(path, context) : .notExecutable(path, attributes, context)
            )
        }
    }

    private mutating func refuse(_ reason: Diagnostic) -> ProgramMatch? {
        obstacle = obstacle ?? reason
        return nil
    }

    private func mayExecute(_ file: FileAttributes) -> Bool {
        context.access?.may(.execute, file) ?? (file.mode & 0o111 != 0)
    }

    private func mayRead(_ file: FileAttributes) -> Bool { context.access?.may(.read, file) ?? true }

    private func onPath(_ name: String) -> String? {
        context.path.map { PathText.join($0, name) }.first { index.isExecutable($0) }
    }

    /// The kernel says only "No such file or directory" when an interpreter is missing.
    private func interpreterFault(_ path: String, _ interpreter: String, _ argument: String?) -> Diagnostic? {
        guard interpreter.hasPrefix("/"), index.isExecutable(interpreter) else {
            return .noInterpreter(path, interpreter, context)
        }
        guard PathText.name(of: interpreter) == "env", let argument else { return nil }
        let words = argument.split(separator: " ").filter { !$0.hasPrefix("-") && !$0.contains("=") }
        guard let name = words.first.map(String.init), !name.contains("/"), onPath(name) == nil else { return nil }
        return .noInterpreter(path, name, context)
    }
}
