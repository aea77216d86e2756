import Planning
import RoleModel

/// Which of the startup tasks are run (`--only`, `--skip`).
///
/// It is for somebody at a terminal. The tasks that are left keep their order, and are numbered anew.
public struct TaskSelection: Sendable {
    /// By name or number; empty for all.
    private let only: [String]
    private let skipped: [String]

    /// Checks what was parsed.
    ///
    /// - Throws: a usage error for both at once.
    init(_ parsed: ParsedOptions) throws(UsageError) {
        only = parsed.texts(.only)
        skipped = parsed.texts(.skip)
        guard only.isEmpty || skipped.isEmpty else {
            throw UsageError("cannot use --only and --skip together: write one of them", command: parsed.command)
        }
    }

    /// Whether nothing is left out.
    var isAll: Bool { only.isEmpty && skipped.isEmpty }

    /// Leaves the startup tasks out that are not wanted.
    ///
    /// - Returns: the role, which tasks are not in it, for people, and what is wrong with the wish.
    func applied(to role: Role) -> (role: Role, leftOut: [String], diagnostics: [Diagnostic]) {
        guard !isAll else { return (role, [], []) }
        let names = StartupTaskNames(role).names
        var diagnostics: [Diagnostic] = []
        var named: Set<Int> = []
        for text in only + skipped {
            guard let place = Self.place(of: text, names) else {
                diagnostics.append(.unknownTask(text, option: only.isEmpty ? "--skip" : "--only", names))
                continue
            }
            named.insert(place)
        }
        let kept = names.indices.filter { only.isEmpty ? !named.contains($0) : named.contains($0) }
        for (task, agent) in role.blockStartupAgents where kept.contains(task) && !kept.contains(agent) {
            diagnostics.append(.taskWithoutAgent(names[task], names[agent], at: role.startupTasks[task].location))
        }
        guard diagnostics.isEmpty else { return (role, [], diagnostics.sorted { $0.what < $1.what }) }
        var role = role
        let leftOut = names.indices.filter { !kept.contains($0) }.map { "\($0 + 1) '\(names[$0])'" }
        role.startupTasks = kept.map { role.startupTasks[$0] }
        return (role, leftOut, [])
    }

    /// Names first: a program may be called `7`.
    private static func place(of text: String, _ names: [String]) -> Int? {
        if let place = names.firstIndex(of: text) { return place }
        guard let number = Int(text), names.indices.contains(number - 1) else { return nil }
        return number - 1
    }
}

extension Diagnostic {
    fileprivate static func unknownTask(_ text: String, option: String, _ names: [String]) -> Diagnostic {
        let known = names.prefix(20).enumerated().map { "\($0.offset + 1) \($0.element)" }.joined(separator: ", ")
        return Diagnostic(
            code: "unknownTask",
            location: nil,
            what: "cannot find the startup task '\(text)' of \(option)",
            why: names.isEmpty ? "the role has no startup tasks" : "the startup tasks are \(known)",
            mend: "write a name or a number of these, or leave the option out"
        )
    }

    fileprivate static func taskWithoutAgent(_ task: String, _ agent: String, at location: FileLocation) -> Diagnostic {
        Diagnostic(
            code: "unknownTask",
            location: location,
            what: "cannot run '\(task)' without '\(agent)'",
            why: "it waits until that one is initialised, which would never be",
            mend: "take both, or leave both out"
        )
    }
}
