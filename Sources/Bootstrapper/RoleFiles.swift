import RoleModel

/// The files of one role, found and read (behaviour B1–B4).
struct RoleFiles {
    /// What the role model says.
    var role: Role
    /// What the service definition says; nil without one.
    var definition: ServiceDefinition?
    /// What the service configuration says; nil without one.
    var configuration: ServiceConfiguration?
    /// What `RuntimeSetup.Manifest` says; nil without one.
    var setup: RuntimeSetup?

    /// What reading gave: the files when they are usable, and everything there is to say about them.
    struct Outcome {
        var files: RoleFiles?
        var diagnostics: [Diagnostic] = []
        /// Whether a file that was named, or the role model, is not there.
        var lacksInput = false
    }

    /// The most that a file of a role may have; larger ones are refused unread.
    private static let sizeLimit = 16 << 20

    /// Finds and reads all files of the role; every fault of every file is told.
    static func read(_ options: InputOptions, shownFrom currentFolder: String) -> Outcome {
        var reader = Reader(currentFolder: currentFolder)
        let root = options.roleRoot
        let role = reader.read(options.roleModel ?? root + "/RoleModel.xml", isNeeded: true) { Role.read($0, file: $1) }
        let definition = reader.read(
            options.serviceDefinition ?? root + "/ServiceDefinition.csdef",
            isNeeded: options.serviceDefinition != nil
        ) { ServiceDefinition.read($0, file: $1) }
        let configuration = reader.read(
            configurationPath(options),
            isNeeded: options.serviceConfiguration != nil
        ) { ServiceConfiguration.read($0, file: $1) }
        let setup = reader.read(root + "/RuntimeSetup.Manifest", isNeeded: false) { RuntimeSetup.read($0, file: $1) }
        var outcome = reader.outcome
        if let role {
            outcome.diagnostics += CrossCheck.check(role: role, definition: definition, configuration: configuration)
            outcome.files = RoleFiles(role: role, definition: definition, configuration: configuration, setup: setup)
        }
        return outcome
    }

    /// Returns where the configuration is looked for.
    ///
    /// The usual pair of Azure's tools is `….Cloud.cscfg` and `….Local.cscfg` (FORMATS §3).
    static func configurationPath(_ options: InputOptions) -> String {
        if let named = options.serviceConfiguration { return named }
        let plain = options.roleRoot + "/ServiceConfiguration.cscfg"
        if case .regular = SystemFiles().kind(of: plain) { return plain }
        return options.roleRoot + "/ServiceConfiguration.\(options.isEmulated ? "Local" : "Cloud").cscfg"
    }

    private struct Reader {
        let currentFolder: String
        var outcome = Outcome()

        mutating func read<Value>(
            _ path: String,
            isNeeded: Bool,
            _ parse: ([UInt8], String) -> Reading<Value>
        ) -> Value? {
            let shown = ShownPath.text(path, from: currentFolder)
            switch FileContent.read(path, limit: RoleFiles.sizeLimit) {
            case .success(let bytes):
                let reading = parse(bytes, shown)
                outcome.diagnostics += reading.diagnostics
                return reading.value
            case .failure(.system(let number)) where !isNeeded && FileContent.isMissing(number):
                return nil
            case .failure(let fault):
                outcome.diagnostics.append(Diagnostic.unreadableFile(shown, fault))
                outcome.lacksInput = true
                return nil
            }
        }
    }
}
