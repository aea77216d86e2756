import Foundation
import TestSurroundings
import Testing

@testable import HostChannel

/// The role libraries of `Examples/`, each built as its page says and taken through its life.
@Suite(.timeLimit(.minutes(2))) struct ExampleLibraryTests {
    private func build(_ example: String) throws -> String {
        try FileManager.default.createDirectory(at: RoleLibraries.folder, withIntermediateDirectories: true)
        let target = RoleLibraries.folder.appending(path: "\(example).so").path
        let process = Process()
        process.executableURL = RoleLibraries.root.appending(path: "Examples/\(example)/build.sh")
        process.arguments = [target]
        var environment = ProcessInfo.processInfo.environment
        environment["CC"] = "clang"
        process.environment = environment
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return target
    }

    private func data(_ greeting: String, _ workers: String, _ mood: String) -> RoleData {
        var data = HostedRole.data(["Greeting": greeting, "Workers": workers, "Mood": mood])
        data.instanceID = "Mill_IN_0"
        return data
    }

    @Test(arguments: ["c-role-library": "clang", "rust-role-library": "rustc"])
    func `an example starts, changes, refuses a change, is Busy, asks for a recycle and stops`(
        example: String,
        compiler: String
    ) async throws {
        guard Installed.has(compiler) else { return }
        try await live(.success(try build(example)))
    }

    @Test func `the example in Swift lives the same life`() async throws {
        // The package builds it, beside the tests.
        try await live(.success(RoleLibraries.folder.appending(path: "../libSwiftMill.so").standardized.path))
    }

    private func live(_ library: Result<String, any Error>) async throws {
        let role = try HostedRole(library)
        try role.order(.start(data("Hello", "2", "fine")))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting, .ready)
        await role.process.waitToRead("Mill_IN_0: starting with 2 workers\nMill_IN_0: Hello\n")
        try role.order(.changing(1, data("Good evening", "2", "busy"), [.configurationSetting("Greeting")]))
        await role.expect(.changing(1, isAccepted: true))
        try role.order(.statusCheck(1))
        await role.expect(.status(1, isBusy: false))
        try role.order(.changed(1))
        await role.expect(.changed(1))
        try role.order(.statusCheck(2))
        await role.expect(.status(2, isBusy: true))
        try role.order(.changing(2, data("Hello", "3", "fine"), [.configurationSetting("Workers")]))
        await role.expect(.changing(2, isAccepted: false))
        try role.order(.changing(3, data("Hello", "2", "recycle"), [.configurationSetting("Mood")]))
        await role.expect(.changing(3, isAccepted: true))
        try role.order(.changed(3))
        await role.expect(.recycleRequested, .changed(3))
        try role.order(.stopping)
        await role.expectEnd(.exited(87), after: .stopped)
        let lines = [
            "Good evening", "cancelled: Workers needs a fresh start", "recycle requested", "stopping",
            "stopped after 2 workers",
        ]
        #expect(role.process.printed() == lines.map { "Mill_IN_0: \($0)\n" }.joined())
        #expect(role.process.complained() == "")
    }

    @Test(arguments: ["c-role-library": "clang", "rust-role-library": "rustc"])
    func `an example without its setting does not start`(example: String, compiler: String) async throws {
        guard Installed.has(compiler) else { return }
        let role = try HostedRole(.success(try build(example)))
        try role.order(.start(HostedRole.data([:])))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        await role.expect(.log(.error, "cannot start: there is no setting 'Workers'"))
        await role.expectEnd(.exited(85), after: .onStartFailed("OnStart returned false"))
    }
}
