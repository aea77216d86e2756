import RoleModel

/// Who runs a command and what it sees.
struct CommandContext {
    /// How a message calls the one who runs it: "startup task 2".
    var owner: String
    /// The working directory, absolute.
    var folder: String
    /// Where programs are looked for before PATH, absolute, in order.
    var searchFolders: [String]
    /// The environment, complete.
    var environment: EnvironmentBlock
    /// As whom it runs; nil: as the bootstrapper's own user.
    var access: FileAccess?
    /// How a message calls that user.
    var userName: String
    /// Where the command line stands.
    var location: FileLocation?
    /// The folder that messages leave out of paths.
    var roleRoot: String

    /// Where programs are looked for by bare names.
    var path: [String] {
        let written = environment.value(of: "PATH") ?? PlatformVariables.defaultPath
        return written.split(separator: ":").map { PathText.join(folder, String($0)) }
    }

    /// Returns a path as messages show it.
    func shown(_ path: String) -> String { PathText.shown(path, below: roleRoot) }
}
