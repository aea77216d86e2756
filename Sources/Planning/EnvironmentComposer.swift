import RoleModel

/// Composes the environment of one process (C7).
struct EnvironmentComposer {
    /// What all processes share.
    let shared: EnvironmentBlock
    /// Returns what an xpath selects.
    let documentValue: (RoleInstanceValuePath) -> String?
    /// Whether a value that is not there is to be told as an oddity.
    let warnsOfMissingValues: Bool
    /// The variables that were left out without a warning.
    private(set) var silentlyLeftOut: [String] = []
    /// What processes of one folder and one user share.
    private var starts: [Start: EnvironmentBlock] = [:]
    /// What is to be said.
    private(set) var diagnostics: [Diagnostic] = []

    private struct Start: Hashable {
        var folder: String
        var user: Account?
    }

    init(
        shared: EnvironmentBlock,
        warnsOfMissingValues: Bool,
        documentValue: @escaping (RoleInstanceValuePath) -> String?
    ) {
        self.shared = shared
        self.warnsOfMissingValues = warnsOfMissingValues
        self.documentValue = documentValue
    }

    /// Returns the environment of a process that runs in `folder` as `user`; nil: as the bootstrapper's own.
    mutating func environment(
        of variables: [EnvironmentVariable],
        folder: String,
        user: Account?
    ) -> EnvironmentBlock {
        var block = start(in: folder, as: user)
        for variable in variables { set(variable, in: &block) }
        return block
    }

    private mutating func start(in folder: String, as user: Account?) -> EnvironmentBlock {
        let start = Start(folder: folder, user: user)
        if let known = starts[start] { return known }
        var block = shared
        block.set("PWD", folder, .platform)
        if let user {
            block.set("HOME", user.home, .user)
            block.set("USER", user.name, .user)
            block.set("LOGNAME", user.name, .user)
            block.set("SHELL", user.shell, .user)
        }
        starts[start] = block
        return block
    }

    private mutating func set(_ variable: EnvironmentVariable, in block: inout EnvironmentBlock) {
        guard EnvironmentBlock.isPossible(variable.name) else {
            diagnostics.append(.impossibleVariable(variable))
            return
        }
        switch variable.value {
        case .literal(let text):
            let isPath = variable.name.lowercased() == "path"
            let value = block.expanding(text)
            // Windows has one PATH, however it is written, and separates its folders with `;`.
            block.set(
                isPath ? "PATH" : variable.name,
                isPath ? Self.searchPath(value) : value,
                .model(variable.valueLocation),
                holdsSecret: value != text && !block.fileValues(in: [value]).isEmpty
            )
        case .roleInstanceValue(let path):
            if let value = documentValue(path) {
                block.set(variable.name, value, .roleInstanceValue(path, variable.valueLocation))
            } else if warnsOfMissingValues {
                diagnostics.append(.missingValue(variable, path))
            } else {
                silentlyLeftOut.append(variable.name)
            }
        }
    }

    private static func searchPath(_ value: String) -> String {
        guard value.contains(";") else { return value }
        return value.split(separator: ";").map(String.init)
            .filter { !PathText.hasDrive($0) }
            .map { PathText.translated($0) }
            .joined(separator: ":")
    }
}

extension Diagnostic {
    static func impossibleVariable(_ variable: EnvironmentVariable) -> Diagnostic {
        Diagnostic(
            code: "impossibleVariable",
            severity: .warning,
            location: variable.location,
            what: "cannot set a variable called '\(variable.name)', ignoring",
            why: "the name of an environment variable is not empty and has no '='",
            mend: "correct the name, or take the variable out"
        )
    }

    static func missingValue(_ variable: EnvironmentVariable, _ path: RoleInstanceValuePath) -> Diagnostic {
        Diagnostic(
            code: "missingValue",
            severity: .warning,
            location: variable.valueLocation,
            what: "cannot find a value for the variable '\(variable.name)', ignoring",
            why: "\(path.xpath) selects nothing, so the process does not get the variable",
            mend: "declare it in the service definition and configuration, or correct the xpath"
        )
    }
}
