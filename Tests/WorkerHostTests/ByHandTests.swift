import Foundation
import Testing

/// A host without a channel, as a person runs it.
@Suite(.timeLimit(.minutes(1))) struct ByHandTests {
    private static let ready = "OnStart returned true; Ready, Run begins"

    private func host(_ words: String..., library: Result<String, any Error> = RoleLibraries.role) throws -> HostProcess
    {
        try HostProcess(["--library", "/nowhere/libX.so", "--library", try library.get()] + words)
    }

    @Test(arguments: [SIGTERM, SIGINT])
    func `a signal stops the role in order, whatever mask the host was started with`(signal: Int32) async throws {
        let process = try HostProcess(["--library", try RoleLibraries.role.get()], blocks: [SIGTERM, SIGINT])
        await process.waitToHear(Self.ready)
        await process.waitToRead("printed by run\n")
        process.signal(signal)
        #expect(await process.ended() == .exited(0))
        let expected = ["Stopping, OnStop", "stopping", "onStop"].map { "waworkerhost: \($0)\n" }.joined()
        #expect(process.complained() == expected)
    }

    @Test func `a second signal ends the host at once`() async throws {
        let process = try host("--setting", "onStop=hang")
        await process.waitToHear(Self.ready)
        process.signal(SIGINT)
        await process.waitToHear("onStop\n")
        process.signal(SIGINT)
        #expect(await process.ended() == .signaled(SIGINT))
    }

    @Test(arguments: ["run=return", "run=recycle"])
    func `Run that returns and a recycle that is asked for end in order with 87`(setting: String) async throws {
        let process = try host("--setting", setting)
        #expect(await process.ended() == .exited(87))
        #expect(process.complained().hasSuffix("waworkerhost: stopping\nwaworkerhost: onStop\n"))
    }

    @Test func `OnStart that returns false ends with 85`() async throws {
        let process = try host("--setting", "onStart=false", "--instance-id", "W_1")
        #expect(await process.ended() == .exited(85))
        let text = process.complained()
        #expect(text.contains("waworkerhost: onStart of W_1\n"))
        #expect(!text.contains("onStop\n"))
    }

    @Test func `--check loads the library and calls nothing`() async throws {
        let process = try host("--check")
        #expect(await process.ended() == .exited(0))
        #expect(process.complained().hasSuffix("libRole.so' is loaded\n"))
        #expect(process.printed() == "")
        #expect(await (try host("--check", library: RoleLibraries.later)).ended() == .exited(86))
    }

    @Test(
        arguments: [
            [], ["--library"], ["--library", ""], ["--libary", "x"], ["--library", "x", "--setting", "y"],
            ["--library", "x", "--setting", "=y"], ["x"],
        ]
    )
    func `a command line that makes no sense ends with 64`(words: [String]) async throws {
        let process = try HostProcess(words)
        #expect(await process.ended() == .exited(64))
        #expect(process.complained().hasPrefix("waworkerhost: cannot understand the command line: "))
    }

    @Test(arguments: ["--help", "--version"])
    func `help and version are printed`(option: String) async throws {
        let process = try HostProcess([option])
        #expect(await process.ended() == .exited(0))
        #expect(process.printed().contains("waworkerhost"))
        #expect(process.complained() == "")
    }

    @Test(arguments: ["x", "", "-1", "99999999999999", "2", "77"])
    func `a channel that is none ends with 64`(number: String) async throws {
        let process = try HostProcess(["--library", "x"], environment: ["WAHOST_CHANNEL_FD=\(number)"])
        #expect(await process.ended() == .exited(64))
        #expect(process.complained().hasPrefix("waworkerhost: cannot use WAHOST_CHANNEL_FD='\(number)'\n"))
    }
}
