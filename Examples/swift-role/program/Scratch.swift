import Glibc
import ServiceRuntime

/// The role's local resource `Scratch`.
struct Scratch {
    private var folder: String { (try? RoleEnvironment.localResource("Scratch").rootPath) ?? "" }

    /// Whether somebody has put a file 'full' into it.
    var isFull: Bool { access(folder + "full", F_OK) == 0 }

    /// Leaves a mark that the role runs.
    func prepare() throws {
        let resource = try RoleEnvironment.localResource("Scratch")
        mkdir(resource.rootPath, 0o755)
        close(creat(resource.rootPath + "started", 0o644))
        say("scratch is \(resource.rootPath), \(resource.maximumSizeInMegabytes) MB")
    }

    /// Takes the mark away.
    func clear() { unlink(folder + "started") }
}
