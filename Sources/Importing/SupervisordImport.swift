/// Makes a `RoleModel.xml` of a `supervisord.conf`.
///
/// Programs become background tasks in the order of their priority; the last of them, or the one that is named, becomes
/// the host, because a role lives as long as its host does.
public struct SupervisordImport {
    /// The text of `RoleModel.xml`; nil when there is nothing to run.
    public private(set) var roleModel: String?
    /// What a person should know, in the order of the file.
    public private(set) var notes: [ImportNote] = []

    private let here: String
    private var shared: [(name: String, value: String)] = []

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - name: how the role is to be called.
    ///   - folder: the folder of the file, for `%(here)s`.
    ///   - host: the program that becomes the host; nil: the last one.
    public init(_ text: String, roleName name: String, folder: String, host: String? = nil) {
        here = folder
        let file = INIFile(text)
        for line in file.strangeLines {
            note(line, "this line is neither a section nor a key, left out", isError: true)
        }
        for section in file.sections where section.name == "supervisord" {
            shared = environment(section, known: ["here": here])
        }
        var programs: [SupervisordProgram] = []
        for section in file.sections { programs += self.programs(section) }
        programs = programs.enumerated().sorted { left, right in
            (left.element.priority, left.offset) < (right.element.priority, right.offset)
        }.map(\.element)
        guard let hostIndex = chooseHost(programs, named: host) else { return }
        let hostProgram = programs.remove(at: hostIndex)
        roleModel = RoleModelText.write(role: name, tasks: programs, host: hostProgram)
        notes.sort { $0.line < $1.line }
    }

    private mutating func note(_ line: Int, _ text: String, isError: Bool = false) {
        notes.append(ImportNote(line: line, isError: isError, text: text))
    }

    private mutating func chooseHost(_ programs: [SupervisordProgram], named host: String?) -> Int? {
        if let host {
            if let index = programs.firstIndex(where: { $0.name == host }) { return index }
            let names = programs.map(\.name).joined(separator: ", ")
            note(1, "cannot make '\(host)' the host: there is no such program; there are: \(names)", isError: true)
            return nil
        }
        guard let last = programs.last else {
            note(1, "cannot make a role: there is no [program:…] that starts by itself", isError: true)
            return nil
        }
        if programs.count > 1 {
            note(
                last.line,
                "'\(last.name)' becomes the host, as it starts last: when it ends, the role ends; --host names another"
            )
        }
        return programs.count - 1
    }

    /// What a section starts: nothing, one process, or as many as `numprocs` says.
    private mutating func programs(_ section: INIFile.Section) -> [SupervisordProgram] {
        guard section.name.hasPrefix("program:") else {
            sayWhatIsLeftOut(section)
            return []
        }
        let name = String(section.name.dropFirst("program:".count))
        guard section.entry("autostart").map({ Self.isTrue($0.value) }) ?? true else {
            note(section.line, "program '\(name)' does not start by itself (autostart=false), left out")
            return []
        }
        let count = section.entry("numprocs").flatMap { Int($0.value) } ?? 1
        let first = section.entry("numprocs_start").flatMap { Int($0.value) } ?? 0
        guard (1...1_000).contains(count) else {
            note(section.line, "cannot start \(count) processes of '\(name)': write 1 to 1000", isError: true)
            return []
        }
        return (0..<count).compactMap { program(section, name, number: first &+ $0, isOneOfMany: count > 1) }
    }

    private mutating func program(
        _ section: INIFile.Section,
        _ name: String,
        number: Int,
        isOneOfMany: Bool
    ) -> SupervisordProgram? {
        let known = [
            "here": here, "program_name": name, "process_num": "\(number)", "group_name": name, "host_node_name": "",
        ]
        guard let command = section.entry("command") else {
            note(section.line, "program '\(name)' has no command, left out", isError: true)
            return nil
        }
        guard let words = ShellWords.split(expanded(command, known)), !words.isEmpty else {
            note(command.line, "cannot split the command of '\(name)': a quote is not closed", isError: true)
            return nil
        }
        var program = SupervisordProgram(
            name: isOneOfMany ? "\(name)-\(number)" : name,
            line: section.line,
            words: words
        )
        program.environment = shared + environment(section, known: known)
        program.folder = section.entry("directory").map { expanded($0, known) }
        program.user = section.entry("user")?.value
        program.priority = section.entry("priority").flatMap { Int($0.value) } ?? 999
        program.stopSignal = section.entry("stopsignal")?.value
        program.stopTimeout = section.entry("stopwaitsecs")?.value ?? "10"
        program.exitCodes = section.entry("exitcodes")?.value
        switch section.entry("autorestart")?.value.lowercased() {
        case "true", "1", "yes", "on": program.restart = "always"
        case "false", "0", "no", "off": program.restart = "never"
        default: program.restart = "on-failure"
        }
        sayWhatDiffers(section, program)
        return program
    }

    private mutating func sayWhatDiffers(_ section: INIFile.Section, _ program: SupervisordProgram) {
        for entry in section.entries {
            let text: String? =
                switch entry.key {
                case "startsecs" where entry.value == "0" && program.restart == "never":
                    "'\(program.name)' looks like a task that runs once: make it taskType=\"simple\" if what follows must wait for it"
                case "startretries": "the bootstrapper tries again for ever, 100 ms to 30 s apart"
                case "umask": "umask is not brought over: use `umask \(entry.value); exec …` in a script"
                case "stdout_events_enabled", "stderr_events_enabled", "serverurl": "it has no counterpart, left out"
                default: nil
                }
            if let text, !notes.contains(where: { $0.line == entry.line }) { note(entry.line, text) }
        }
    }

    private mutating func sayWhatIsLeftOut(_ section: INIFile.Section) {
        let kind = section.name.split(separator: ":").first.map(String.init) ?? section.name
        switch kind {
        case "supervisord", "supervisorctl", "unix_http_server", "inet_http_server", "rpcinterface", "group": break
        case "include":
            note(
                section.line,
                "included files are not followed: put them behind this one, or import each",
                isError: true
            )
        case "eventlistener", "fcgi-program":
            note(section.line, "[\(section.name)] has no counterpart, left out")
        default: note(section.line, "section [\(section.name)] is not known, left out")
        }
    }

    private static func isTrue(_ value: String) -> Bool {
        ["true", "1", "yes", "on"].contains(value.lowercased())
    }
}

extension SupervisordImport {
    /// `KEY="value",OTHER=value` (supervisord's `environment`).
    private mutating func environment(
        _ section: INIFile.Section,
        known: [String: String]
    ) -> [(name: String, value: String)] {
        guard let entry = section.entry("environment") else { return [] }
        var pairs: [(name: String, value: String)] = []
        for item in Self.items(expanded(entry, known)) {
            guard let sign = item.firstIndex(of: "=") else {
                note(entry.line, "cannot read '\(item)' in environment: write NAME=\"value\"", isError: true)
                continue
            }
            let name = item[..<sign].filter { !$0.isWhitespace }
            let words = ShellWords.split(String(item[item.index(after: sign)...]))
            pairs.append((name: name, value: words?.joined(separator: " ") ?? ""))
        }
        return pairs
    }

    /// The items between commas that stand outside quotes.
    private static func items(_ text: String) -> [String] {
        var items: [String] = [""]
        var quote: Character?
        for character in text {
            if character == "," || character == "\n", quote == nil {
                items.append("")
                continue
            }
            if quote == nil, character == "\"" || character == "'" {
                quote = character
            } else if character == quote {
                quote = nil
            }
            items[items.count - 1].append(character)
        }
        return items.filter { !$0.allSatisfy(\.isWhitespace) }
    }

    /// Replaces `%(name)s` and `%%`; variables of the environment become those of the bootstrapper.
    private mutating func expanded(_ entry: INIFile.Entry, _ known: [String: String]) -> String {
        var result = ""
        var rest = entry.value[...]
        while let sign = rest.firstIndex(of: "%") {
            result += rest[..<sign]
            rest = rest[sign...]
            if rest.hasPrefix("%%") {
                result += "%"
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix("%("), let close = rest.firstIndex(of: ")") {
                let name = String(rest.dropFirst(2)[..<close])
                rest = rest[close...].dropFirst()
                // The form behind it: s, d, 02d.
                while let first = rest.first, first.isNumber { rest = rest.dropFirst() }
                rest = rest.dropFirst()
                result += value(of: name, known, entry)
            } else {
                result += "%"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }

    private mutating func value(of name: String, _ known: [String: String], _ entry: INIFile.Entry) -> String {
        if let value = known[name] { return value }
        note(entry.line, "cannot know %(\(name))s here: put its value into the file", isError: true)
        return ""
    }
}
