import Foundation
import Testing

@testable import HostChannel

/// What a running role is asked and told: StatusCheck, Changing, Changed.
@Suite(.timeLimit(.minutes(1))) struct HostedQuestionTests {
    @Test(arguments: ["ready": false, "busy": true])
    func `a StatusCheck is answered with what the role says`(says: String, isBusy: Bool) async throws {
        let role = try await HostedRole.running(["statusCheck": says])
        for id in UInt32(1)...3 {
            try role.order(.statusCheck(id))
            await role.expect(.status(id, isBusy: isBusy))
        }
    }

    @Test func `a StatusCheck that hangs is not answered, and hinders neither a change nor the stop`() async throws {
        let role = try await HostedRole.running(["statusCheck": "hang"])
        try role.order(.statusCheck(1))
        try role.order(.statusCheck(2))
        try role.order(.changing(7, HostedRole.data(["Greeting": "hi"]), []))
        await role.expect(.log(.information, "changing, Greeting is 'hello'"), .changing(7, isAccepted: true))
        try role.order(.stopping)
        await role.expect(.log(.information, "stopping"), .log(.information, "onStop"))
        await role.expectEnd(.exited(0), after: .stopped)
    }

    @Test func `a change is asked about with the old settings and told of with the new ones`() async throws {
        let role = try await HostedRole.running()
        let changes: [HostChange] = [.configurationSetting("Greeting"), .topology(role: "Other")]
        try role.order(.changing(3, HostedRole.data(["Greeting": "hi"]), changes))
        await role.expect(.log(.information, "changing 1:Greeting 2:Other, Greeting is 'hello'"))
        await role.expect(.changing(3, isAccepted: true))
        try role.order(.changed(3))
        await role.expect(.log(.information, "changed 1:Greeting 2:Other, Greeting is 'hi'"), .changed(3))
    }

    @Test func `a cancelled change leaves the old settings in force`() async throws {
        let role = try await HostedRole.running(["changing": "cancel"])
        let next = HostedRole.data(["Greeting": "hi", "changing": "cancel"])
        for id in UInt32(3)...4 {
            try role.order(.changing(id, next, [.configurationSetting("Greeting")]))
            await role.expect(.log(.information, "changing 1:Greeting, Greeting is 'hello'"))
            await role.expect(.changing(id, isAccepted: false))
        }
        try role.order(.stopping)
        await role.expect(.log(.information, "stopping"), .log(.information, "onStop"))
        await role.expectEnd(.exited(0), after: .stopped)
    }

    @Test func `a change that was never asked about changes nothing`() async throws {
        let role = try await HostedRole.running()
        try role.order(.changed(99))
        await role.expect(.changed(99))
        try role.order(.changing(4, HostedRole.data([:]), []))
        await role.expect(.log(.information, "changing, Greeting is 'hello'"), .changing(4, isAccepted: true))
    }
}
