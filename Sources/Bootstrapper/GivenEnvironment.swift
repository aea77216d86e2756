import Glibc
import Kernel
import Planning
import RoleModel

/// Variables from files: `--env-directory` and `--env-file`, in this order, the last one wins.
///
/// Read again whenever the role is read, so that a new incarnation has what the files say then.
struct GivenEnvironment {
    /// The most that a file of variables, and one value, may have.
    private static let fileLimit = 1 << 20
    private static let valueLimit = 100_000

    /// The variables, in the order in which they are set.
    private(set) var variables: [PlannedVariable] = []
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether something that was named is not there.
    private(set) var lacksInput = false

    private let currentFolder: String

    /// Reads what the options name.
    init(_ options: InputOptions, shownFrom currentFolder: String) {
        self.currentFolder = currentFolder
        for folder in options.environmentDirectories { readFolder(folder) }
        for path in options.environmentFiles { readFile(path) }
    }

    private mutating func readFile(_ path: String) {
        let shown = ShownPath.text(path, from: currentFolder)
        switch FileContent.read(path, limit: Self.fileLimit) {
        case .success(let bytes):
            let file = EnvironmentFile.read(bytes, file: shown)
            diagnostics += file.diagnostics
            for (name, value) in file.variables { set(name, value, .environmentFile(shown), in: shown) }
        case .failure(let fault): lack(shown, fault)
        }
    }

    private mutating func readFolder(_ folder: String) {
        let shown = ShownPath.text(folder, from: currentFolder)
        guard let stream = opendir(folder) else { return lack(shown, .system(errno)) }
        var names: [String] = []
        while let entry = readdir(stream) { names.append(String(cString: wak_entry_name(entry))) }
        closedir(stream)
        // Names with a dot in front are those of the folder itself, and of whoever fills it (Kubernetes: `..data`).
        for name in names.sorted() where !name.hasPrefix(".") { readValue(name, folder, shown) }
    }

    private mutating func readValue(_ name: String, _ folder: String, _ shown: String) {
        var status = stat()
        guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return }
        switch FileContent.read("\(folder)/\(name)", limit: Self.valueLimit) {
        case .success(var bytes):
            if bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
            guard !bytes.contains(0), let value = String(validating: bytes, as: UTF8.self) else {
                refuse("\(shown)/\(name)", "it is not text", "a variable's value is UTF-8 without a zero byte")
                return
            }
            set(name, value, .environmentDirectory(shown), in: "\(shown)/\(name)")
        case .failure(.tooLarge):
            refuse("\(shown)/\(name)", "it is larger than 100 kB", "no process can be given such a value")
        case .failure(let fault): lack("\(shown)/\(name)", fault)
        }
    }

    private mutating func set(_ name: String, _ value: String, _ origin: PlannedVariable.Origin, in file: String) {
        guard PlannedVariable.isPassedOn(name), name != "WaRuntimeEndpoint" else {
            diagnostics.append(
                Diagnostic(
                    code: "ownVariable",
                    severity: .warning,
                    location: nil,
                    what: "cannot set the variable '\(name)' of '\(file)', ignoring",
                    why: "it is one that the bootstrapper itself is told by, and gives no process of the role",
                    mend: "take it out; options of the bootstrapper belong in its own environment or command line"
                )
            )
            return
        }
        guard name.utf8.count + value.utf8.count <= Self.valueLimit else {
            return refuse(file, "the value of '\(name)' is larger than 100 kB", "no process can be given such a value")
        }
        variables.append(PlannedVariable(name: name, value: value, origin: origin))
    }

    private mutating func refuse(_ file: String, _ reason: String, _ why: String) {
        diagnostics.append(
            Diagnostic(
                code: "environmentFile",
                location: nil,
                what: "cannot use '\(file)' as a variable: \(reason)",
                why: why,
                mend: "take it out of the folder, or have the role read the file itself"
            )
        )
    }

    private mutating func lack(_ shown: String, _ fault: FileContent.Fault) {
        var diagnostic = Diagnostic.unreadableFile(shown, fault)
        diagnostic.why = "variables of the role come from it (--env-file, --env-directory)"
        diagnostic.mend = "look whether it is there and may be read by the user who starts the bootstrapper"
        diagnostics.append(diagnostic)
        lacksInput = true
    }
}
