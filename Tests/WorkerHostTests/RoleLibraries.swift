import Foundation
import TestSurroundings

/// Role libraries that the tests build from C (Tests/Probes/RoleLibraries), once for all tests.
enum RoleLibraries {
    struct CompilerFailure: Error { let output: String }

    static let root = Repository.root
    static let folder = Repository.built.appending(path: "role-libraries")

    /// Does what its settings say.
    static let role = Result { try build("role.c", "libRole.so") }
    /// Has no callback.
    static let empty = Result { try build("empty.c", "libEmpty.so") }
    /// Is of another version of the interface.
    static let later = Result { try build("role.c", "libLater.so", "-DROLE_VERSION=2") }
    /// Refuses each host.
    static let refusing = Result { try build("role.c", "libRefusing.so", "-DROLE_REFUSES") }
    /// Does not have the function.
    static let nothing = Result { try build("nothing.c", "libNothing.so") }
    /// Has a C++ function of the right name.
    static let mangled = Result { try build("mangled.cpp", "libMangled.so", "-std=c++11") }
    /// Needs a library that is not there.
    static let needy = Result {
        let needed = try build("nothing.c", "libNeeded.so")
        let needy = try build("role.c", "libNeedy.so", "-L\(folder.path)", "-Wl,--no-as-needed", "-lNeeded")
        try FileManager.default.removeItem(atPath: needed)
        return needy
    }

    private static func build(_ source: String, _ name: String, _ flags: String...) throws -> String {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let target = folder.appending(path: name).path
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        // The one compiler that is there wherever Swift is.
        process.arguments =
            ["clang", "-g", "-Wall", "-Werror", "-shared", "-fPIC", "-I\(root.path)/Sources/CRoleEntryPoint/include"]
            + ["\(root.path)/Tests/Probes/RoleLibraries/\(source)", "-o", target] + flags
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CompilerFailure(output: text) }
        return target
    }
}
