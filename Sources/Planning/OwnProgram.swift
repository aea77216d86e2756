/// The programs that come with the bootstrapper, under the names that Azure gives them.
enum OwnProgram: String, CaseIterable {
    case bootstrapper = "WaHostBootstrapper"
    case workerHost = "WaWorkerHost"
    case iisHost = "WaIISHost"
    case webHost = "WaWebHost"
    case iisConfigurator = "IISConfigurator"

    /// The name of the program here.
    var fileName: String { rawValue.lowercased() }

    /// Finds the program that a command line means: bare, or in Azure's own folder `base\x64` or `base\x86`.
    init?(written path: String) {
        guard PathText.ending(of: path) == ".exe" else { return nil }
        let name = PathText.withoutEnding(PathText.name(of: path)).lowercased()
        guard let program = Self.allCases.first(where: { name == $0.fileName }) else { return nil }
        guard PathText.folder(of: path).map({ Self.folders.contains($0.lowercased()) }) ?? true else { return nil }
        self = program
    }

    private static let folders = ["base/x64", "base/x86", "./base/x64", "./base/x86", "."]
}
