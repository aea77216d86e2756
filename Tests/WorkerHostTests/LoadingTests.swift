import Foundation
import Testing

@testable import HostChannel

/// What a host says of a library that it can not use, over the channel and by hand.
@Suite(.timeLimit(.minutes(1))) struct LoadingTests {
    private func fault(_ library: Result<String, any Error>) async throws -> String {
        let role = try HostedRole(library)
        await role.expect(.hello(version: 1, name: "waworkerhost"))
        guard case .fault(let text)? = await role.next() else { return "nothing" }
        await role.expectEnd(.exited(86))
        #expect(role.process.complained() == "")
        return text
    }

    @Test func `a library that is not there is named with where it was looked for`() async throws {
        let text = try await fault(.success("/nowhere/libX.so"))
        #expect(text.hasPrefix("cannot find the role library: /nowhere/libX.so (No such file or directory)\n  why:"))
    }

    @Test func `a library without the function, or of another version, is refused with what is missing`() async throws {
        let whats: [(Result<String, any Error>, String)] = [
            (RoleLibraries.nothing, "cannot find 'waRoleEntryPoint' in role library "),
            (RoleLibraries.mangled, "it is not declared extern \"C\""),
            (RoleLibraries.later, "it has version 2 of the interface"),
            (RoleLibraries.refusing, "its waRoleEntryPoint returned NULL"),
            (RoleLibraries.needy, "libNeeded.so: cannot open shared object file"),
        ]
        for (library, what) in whats { #expect(try await fault(library).contains(what)) }
    }

    @Test func `what is no library at all is refused with the linker's reason`() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "no-library-\(UUID().uuidString).so")
        defer { try? FileManager.default.removeItem(at: file) }
        try "MZ\u{90}\0 This program cannot be run in DOS mode.".write(to: file, atomically: false, encoding: .utf8)
        #expect(try await fault(.success(file.path)).contains("it is a program for Windows"))
        try "#!/bin/sh\n".write(to: file, atomically: false, encoding: .utf8)
        #expect(try await fault(.success(file.path)).contains("file too short"))
    }
}
