import Foundation
import Testing

@testable import HostChannel

/// The life of a role in a host with a channel: each row of Azure's table, with real processes.
@Suite(.timeLimit(.minutes(1))) struct HostedLifeTests {
    private static let stopped: [HostNews] = [
        .log(.information, "stopping"), .log(.information, "onStop"), .stopped,
    ]

    @Test func `a role that is stopped hears Stopping and then OnStop, and the host exits with 0`() async throws {
        let role = try await HostedRole.running()
        await role.process.waitToRead("printed by run\n")
        try role.order(.stopping)
        await role.expectEnd(.exited(0), after: Self.stopped[0], Self.stopped[1], Self.stopped[2])
        #expect(role.process.complained() == "")
    }

    @Test func `nothing is called before the order to start`() async throws {
        let role = try HostedRole()
        await role.expect(.hello(version: 1, name: "waworkerhost"))
        try role.order(.statusCheck(9))
        await role.expect(.status(9, isBusy: true))
        try role.order(.stopping)
        await role.expectEnd(.exited(0), after: .stopped)
    }

    @Test func `the role reads its settings, resources and endpoints`() async throws {
        let role = try HostedRole()
        var data = HostedRole.data(["Long": "abcdef"])
        data.localResources = [RoleData.Entry("Cache", "/var/cache/role")]
        data.endpoints = [RoleData.Entry("Http", "10.0.0.4:80")]
        try role.order(.start(data))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        let lines = [
            "onStart of Worker_IN_0", "Cache at /var/cache/role", "Http at 10.0.0.4:80", "Long begins with abc",
        ]
        for line in lines { await role.expect(.log(.information, line)) }
        await role.expect(.ready)
    }

    @Test func `role data of 3 MB arrives whole`() async throws {
        let role = try HostedRole()
        var settings = ["Long": "xyzw"]
        for number in 0..<30 { settings["Filler\(number)"] = String(repeating: "x", count: 100_000) }
        try role.order(.start(HostedRole.data(settings)))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        await role.expect(.log(.information, "onStart of Worker_IN_0"))
        await role.expect(.log(.information, "Long begins with xyz"), .ready)
    }

    @Test func `OnStart that returns false ends the host with 85, without Stopping and OnStop`() async throws {
        let role = try HostedRole()
        try role.order(.start(HostedRole.data(["onStart": "false"])))
        await role.expectEnd(
            .exited(85),
            after: .hello(version: 1, name: "waworkerhost"),
            .starting,
            .log(.information, "onStart of Worker_IN_0"),
            .onStartFailed("OnStart returned false")
        )
    }

    @Test(arguments: ["write to nowhere": SIGSEGV, "segv": SIGSEGV, "abort": SIGABRT])
    func `a crash in OnStart ends the host with its signal, and OnStop is not called`(
        how: String,
        signal: Int32
    )
        async throws
    {
        let role = try HostedRole()
        try role.order(.start(HostedRole.data(["onStart": how])))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        await role.expect(.log(.information, "onStart of Worker_IN_0"), .lost("the host has hung up"))
        await role.expectEnd(.signaled(signal))
    }

    @Test func `a crash in Run ends the host with its signal, and OnStop is not called`() async throws {
        let role = try await HostedRole.running(["run": "abort"])
        await role.expect(.lost("the host has hung up"))
        await role.expectEnd(.signaled(SIGABRT))
    }

    @Test func `a crash in OnStop ends the host with its signal`() async throws {
        let role = try await HostedRole.running(["onStop": "segv"])
        try role.order(.stopping)
        await role.expect(Self.stopped[0], Self.stopped[1], .lost("the host has hung up"))
        await role.expectEnd(.signaled(SIGSEGV))
    }

    @Test func `Run that returns waits for the order to stop, and the host then exits with 87`() async throws {
        let role = try await HostedRole.running(["run": "return"])
        await role.expect(.runReturned)
        try role.order(.statusCheck(1))
        await role.expect(.status(1, isBusy: true))
        try role.order(.stopping)
        await role.expectEnd(.exited(87), after: Self.stopped[0], Self.stopped[1], Self.stopped[2])
    }

    @Test func `a role that asks for a recycle runs on until it is stopped, and the host then exits with 87`()
        async throws
    {
        let role = try await HostedRole.running(["run": "recycle"])
        await role.expect(.recycleRequested)
        try role.order(.statusCheck(1))
        await role.expect(.status(1, isBusy: false))
        try role.order(.stopping)
        await role.expectEnd(.exited(87), after: Self.stopped[0], Self.stopped[1], Self.stopped[2])
    }

    @Test func `a role that calls exit is told of`() async throws {
        let role = try await HostedRole.running(["run": "exit"])
        guard case .fault(let text)? = await role.next() else {
            Issue.record("no fault")
            return
        }
        #expect(text.hasPrefix("the role ended the process with exit code 3 while Run ran\n"))
        await role.expectEnd(.exited(3))
    }

    @Test func `a stop while OnStart runs ends the host at once, without Stopping and OnStop`() async throws {
        let role = try HostedRole()
        try role.order(.start(HostedRole.data(["onStart": "hang"])))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting)
        await role.expect(.log(.information, "onStart of Worker_IN_0"))
        try role.order(.statusCheck(2))
        await role.expect(.status(2, isBusy: true))
        try role.order(.stopping)
        await role.expectEnd(.exited(0), after: .stopped)
    }

    @Test func `OnStop that hangs is ended by the bootstrapper's SIGTERM`() async throws {
        let role = try await HostedRole.running(["onStop": "hang"])
        try role.order(.stopping)
        await role.expect(Self.stopped[0], Self.stopped[1])
        role.process.signal(SIGTERM)
        await role.expect(.lost("the host has hung up"))
        await role.expectEnd(.signaled(SIGTERM))
    }

    @Test func `SIGTERM stops a role in order, as the order does`() async throws {
        let role = try await HostedRole.running()
        role.process.signal(SIGTERM)
        await role.expectEnd(.exited(0), after: Self.stopped[0], Self.stopped[1], Self.stopped[2])
    }

    @Test func `a role without callbacks starts, is Ready and stops`() async throws {
        let role = try HostedRole(RoleLibraries.empty)
        try role.order(.start(HostedRole.data([:])))
        await role.expect(.hello(version: 1, name: "waworkerhost"), .starting, .ready)
        try role.order(.statusCheck(1))
        await role.expect(.status(1, isBusy: false))
        try role.order(.changing(5, HostedRole.data([:]), []))
        await role.expect(.changing(5, isAccepted: true))
        try role.order(.changed(5))
        await role.expect(.changed(5))
        try role.order(.stopping)
        await role.expectEnd(.exited(0), after: .stopped)
    }
}
