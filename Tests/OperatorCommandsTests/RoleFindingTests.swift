import Foundation
import Testing

@testable import ControlSocket
@testable import OperatorCommands

/// Which role a command means.
@Suite struct RoleFindingTests {
    @Test func `the only role that runs needs no name, and one left behind is not counted`() throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        #expect(folder.run(OperatorCall(.status)).exit == .absent)
        #expect(folder.leave("local.Old_IN_0"))
        let role = try folder.listen("local.A_IN_0")
        defer { role.close() }
        let status = folder.run(OperatorCall(.status))
        #expect(status.exit == .done)
        #expect(status.output.hasPrefix("A_IN_0 of role"))
    }

    @Test func `of several roles one is named by instance, by deployment and instance, or by its folder`() throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let roles = [
            try folder.listen("local.A_IN_0", roleRoot: "/tmp"), try folder.listen("local.B_IN_0"),
            try folder.listen("other.B_IN_0"),
        ]
        defer { roles.forEach { $0.close() } }
        var call = OperatorCall(.status)
        let unnamed = folder.run(call)
        #expect(unnamed.exit == .usage)
        #expect(unnamed.complaint.contains("3 run here") && unnamed.complaint.contains("  other.B_IN_0 "))
        for (name, exit) in [
            ("A_IN_0", OperatorExit.done), ("local.A_IN_0", .done), ("B_IN_0", .usage), ("other.B_IN_0", .done),
            ("/tmp", .done), ("/nowhere", .absent), ("N_0", .absent),
        ] {
            call.operands = [name]
            #expect(folder.run(call).exit == exit, "\(name)")
        }
        call.operands = ["A_IN_0", "B_IN_0"]
        #expect(folder.run(call).exit == .usage)
    }

    @Test func `list shows who answers and who was left behind`() throws {
        let folder = try SocketFolder()
        defer { folder.remove() }
        let role = try folder.listen("local.A_IN_0")
        defer { role.close() }
        #expect(folder.leave("local.Old_IN_0"))
        let lines = folder.run(OperatorCall(.list)).output.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(lines[1].hasPrefix("local.A_IN_0   ReadyRole"))
        #expect(lines[2].contains("left behind by a run that was killed"))
    }

    @Test func `the usual folder is the user's own`() {
        let folder = { (user: UInt32, variables: [String: String]) in
            ControlFolder(user: user) { variables[$0] }.path
        }
        #expect(folder(0, ["XDG_RUNTIME_DIR": "/run/user/0"]) == "/run/wahost")
        #expect(folder(7, ["XDG_RUNTIME_DIR": "/run/user/7"]) == "/run/user/7/wahost")
        #expect(folder(7, [:]) == "/tmp/wahost-7")
        #expect(folder(0, ["WAHOST_RUNTIME_DIRECTORY": "/x"]) == "/x")
    }

    @Test func `names too long for a socket are shortened, and stay apart`() {
        let folder = ControlFolder(path: "/run/wahost")
        let long = String(repeating: "d", count: 128)
        let first = folder.socket(deployment: long, instance: "A_IN_0")
        let second = folder.socket(deployment: long, instance: "A_IN_1")
        #expect(first.utf8.count <= 107 && second.utf8.count <= 107)
        #expect(first != second)
        #expect(folder.socket(deployment: "d", instance: "A/B") == "/run/wahost/d.A_B.sock")
    }

    @Test(arguments: [("TERM", 15), ("sigusr1", 10), ("SIGKILL", 9), ("64", 64), ("0", nil), ("65", nil), ("NO", nil)])
    func `a signal is named or numbered`(written: String, number: Int?) {
        #expect(SignalTable.number(written) == number)
    }
}
