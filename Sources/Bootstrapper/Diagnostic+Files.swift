import Glibc
import RoleModel

extension Diagnostic {
    /// A file that is not there or can not be read.
    static func unreadableFile(_ shown: String, _ fault: FileContent.Fault) -> Diagnostic {
        let reason: String
        var mend = "look whether the file is there and may be read by the user who starts the bootstrapper"
        switch fault {
        case .system(let number):
            reason = SystemErrorText.text(number)
            if FileContent.isMissing(number) {
                mend = "name the folder that holds RoleModel.xml as ROLE_ROOT, or the file with its option (run --help)"
            }
        case .tooLarge:
            reason = "it is larger than 16 MB"
            mend = "look whether it is the right file; role files have a few kilobytes"
        case .notAFile:
            reason = "it is not a file"
        }
        return Diagnostic(
            code: "unreadableFile",
            location: nil,
            what: "cannot read '\(shown)': \(reason)",
            why: "without it nobody knows what the role is",
            mend: mend
        )
    }

    /// A host that is no host.
    static func unknownHost(_ written: String) -> Diagnostic {
        Diagnostic(
            code: "unknownHost",
            location: nil,
            what: "cannot use host '\(written)'",
            why: "a role runs in one of three hosts",
            mend: "write --host WaWorkerHost, WaIISHost or WaWebHost, or leave it out"
        )
    }

    /// A host that this version can not start.
    static func hostNotAvailable(_ name: String, work: String, at location: FileLocation) -> Diagnostic {
        Diagnostic(
            code: "hostNotAvailable",
            location: location,
            what: "cannot host \(work): \(name) is not installed beside wahostbootstrapper",
            why: "role libraries and web sites run inside a host program; roles with a ProgramEntryPoint need none",
            mend: "install \(name) in the folder of wahostbootstrapper, or give the role a ProgramEntryPoint"
        )
    }
}

extension FileContent {
    /// Returns whether the error number says that there is no such file.
    static func isMissing(_ number: Int32) -> Bool { number == ENOENT || number == ENOTDIR }
}
