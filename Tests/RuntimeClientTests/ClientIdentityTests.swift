import Glibc
import Testing

@testable import RuntimeClient

@Suite struct ClientIdentityTests {
    @Test func `a process has one random UUID`() {
        let identity = ClientIdentity.ofThisProcess
        #expect(identity == ClientIdentity.ofThisProcess)
        #expect(identity.wholeMatch(of: /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/) != nil)
    }

    @Test func `a script is told from a later one with the same number by its start time`() {
        let identity = ClientIdentity.ofThisScript()
        #expect(identity.wholeMatch(of: /script-[0-9]+-[1-9][0-9]*/) != nil)
        #expect(identity == ClientIdentity.ofThisScript())
    }

    @Test(arguments: [
        (group: 40, session: 30, parent: 20, leader: 40),
        (group: 50, session: 30, parent: 20, leader: 30),
        (group: 0, session: 30, parent: 20, leader: 30),
        (group: 50, session: 0, parent: 20, leader: 20),
        (group: 50, session: 0, parent: 0, leader: 50),
    ])
    func `a leader outside the PID namespace is not taken`(group: pid_t, session: pid_t, parent: pid_t, leader: pid_t) {
        #expect(ClientIdentity.leader(group: group, session: session, parent: parent, process: 50) == leader)
    }

    @Test func `a write where nobody reads is an error and leaves no SIGPIPE behind`() {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        let result = BrokenPipe.shielded { write(ends[1], "x", 1) }
        #expect(result == -1)
        #expect(errno == EPIPE)
        close(ends[1])
        var pending = sigset_t()
        sigpending(&pending)
        #expect(sigismember(&pending, SIGPIPE) == 0)
    }
}
