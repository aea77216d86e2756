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
        let name = PathText.name(of: path).lowercased()
        let folder = PathText.folder(of: path)?.lowercased()
        guard folder.map({ Self.folders.contains($0) }) ?? true else { return nil }
        guard let program = Self.allCases.first(where: { name == $0.fileName + ".exe" }) else { return nil }
        self = program
    }

    private static let folders = ["base/x64", "base/x86", "./base/x64", "./base/x86", "."]
}
