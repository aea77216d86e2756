import RoleModel

/// Writes a `RoleModel.xml` that a person goes on with.
enum RoleModelText {
    /// Returns the text of the file.
    static func write(role: String, tasks: [SupervisordProgram], host: SupervisordProgram) -> String {
        var lines = [
            #"<?xml version="1.0" encoding="utf-8"?>"#,
            #"<RoleModel xmlns="http://schemas.microsoft.com/ServiceHosting/2008/10/ServiceDefinition""#,
            #"           xmlns:linux="\#(LinuxExtensions.namespace)" name="\#(escaped(role))">"#,
        ]
        if !tasks.isEmpty {
            lines.append("  <Startup>")
            for task in tasks { lines += element("Task", task, indent: "    ", isTask: true) }
            lines.append("  </Startup>")
        }
        lines.append(#"  <Runtime\#(context(host))>"#)
        lines += environment(host, indent: "    ")
        lines.append("    <EntryPoint>")
        lines += element("ProgramEntryPoint", host, indent: "      ", isTask: false)
        lines += ["    </EntryPoint>", "  </Runtime>", "</RoleModel>", ""]
        return lines.joined(separator: "\n")
    }

    private static func element(
        _ name: String,
        _ program: SupervisordProgram,
        indent: String,
        isTask: Bool
    ) -> [String] {
        var attributes = [#"commandLine="\#(escaped(program.commandLine))""#]
        if isTask {
            attributes.append(#"taskType="background""#)
            attributes.append(contextAttribute(program))
            if program.restart != "never" { attributes.append(#"linux:restart="\#(program.restart)""#) }
        } else {
            attributes.append(#"setReadyOnProcessStart="true""#)
        }
        if let signal = program.stopSignal { attributes.append(#"linux:stopSignal="\#(escaped(signal))""#) }
        attributes.append(#"linux:stopTimeout="\#(escaped(program.stopTimeout))s""#)
        if let codes = program.exitCodes { attributes.append(#"linux:successExitCodes="\#(escaped(codes))""#) }
        if let user = program.user { attributes.append(#"linux:user="\#(escaped(user))""#) }
        let comment = "\(indent)<!-- \(program.name.replacingDashes) -->"
        let head = "\(indent)<\(name) " + attributes.joined(separator: "\n\(indent)\(spaces(name.count + 2))")
        let inside = isTask ? environment(program, indent: indent + "  ") : []
        guard !inside.isEmpty else { return [comment, head + " />"] }
        return [comment, head + ">"] + inside + ["\(indent)</\(name)>"]
    }

    private static func environment(_ program: SupervisordProgram, indent: String) -> [String] {
        guard !program.environment.isEmpty else { return [] }
        return ["\(indent)<Environment>"]
            + program.environment.map { pair in
                // A percent sign would begin a variable of ours.
                #"\#(indent)  <Variable name="\#(escaped(pair.name))" value="\#(escaped(pair.value))" />"#
            } + ["\(indent)</Environment>"]
    }

    private static func context(_ program: SupervisordProgram) -> String { " " + contextAttribute(program) }

    /// supervisord runs what names no user as itself, and so does `elevated`.
    private static func contextAttribute(_ program: SupervisordProgram) -> String {
        #"executionContext="\#(program.user == nil ? "elevated" : "limited")""#
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func escaped(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\n", "\r", "\t": result += "&#\(scalar.value);"
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}

extension String {
    /// Two dashes may not stand in a comment.
    fileprivate var replacingDashes: String {
        reduce(into: "") { result, character in
            if character == "-", result.hasSuffix("-") { result.append(" ") }
            result.append(character)
        }
    }
}
