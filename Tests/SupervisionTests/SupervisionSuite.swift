import Foundation
import Testing

/// Everything that has real processes in it; one after the other, so that each has the machine to itself.
@Suite(.serialized, .timeLimit(.minutes(1))) struct SupervisionSuite {
    @Test func `every exit code from 0 to 255 comes through`() async throws {
        try await SupervisionProbe.pass("exit-codes")
    }

    @Test func `the signals 1 to 31 come through`() async throws {
        try await SupervisionProbe.pass("signals")
    }

    @Test func `a start that fails says what was being done`() async throws {
        let scratch = try Scratch()
        try scratch.write("bad-interpreter", "#!/no/such/interpreter\n")
        try scratch.write("no-first-line", "exit $1\n")
        let output = try await SupervisionProbe.pass("failures", scratch.path)
        let told = output.replacingOccurrences(of: scratch.path, with: "SCRATCH")
            .replacingOccurrences(of: SupervisionProbe.folder.path, with: "BUILD")
        for line in Self.failures.split(separator: "\n") {
            #expect(told.contains("\(line)\n"), "not told: \(line)\n\(told)")
        }
    }

    @Test(.enabled(if: SupervisionProbe.isRoot))
    func `a start that fails for want of rights says so`() async throws {
        let told = try await SupervisionProbe.pass("failures", "/tmp")
        #expect(told.contains("limit: setting the limit NOFILE: Operation not permitted"))
        #expect(told.contains("user: becoming user 4294967295: Invalid argument"))
        #expect(told.contains("group: becoming group 4294967295: Invalid argument"))
        #expect(told.contains("groups: taking on the groups of user 1: Invalid argument"))
    }

    @Test func `a child starts with nothing but what its order says`() async throws {
        let told = try await SupervisionProbe.pass("state")
        let parts = told.components(separatedBy: "session\nUid")
        let (plain, session) = (try #require(parts.first), try #require(parts.last))
        for empty in ["SigBlk", "SigIgn", "SigCgt", "SigPnd", "ShdPnd"] {
            #expect(!told.contains(try Regex("\(empty):\\s0*[1-9a-f]")), "\(empty) is not empty:\n\(told)")
        }
        #expect(plain.contains("group:1 session:0 pdeathsig:9"))
        #expect(plain.contains("cwd:/tmp"))
        #expect(plain.contains("fds: 0=/dev/null 1=pipe 2=/dev/null\n"))
        #expect(session.contains("group:1 session:1 pdeathsig:0 umask:27 nofile:100/200 core:0/0 cwd:/ "))
        #expect(session.contains(try Regex("fds: 0=/dev/null 1=pipe 2=\\S+ 3=\\S+ 9=\\S+\n")))
    }

    @Test(.enabled(if: SupervisionProbe.isRoot))
    func `a limited child has its user's rights and no other`() async throws {
        let told = try await SupervisionProbe.pass("state")
        let limited = try #require(told.components(separatedBy: "limited\n").last)
        #expect(limited.contains("Uid:\t65534\t65534\t65534\t65534"))
        #expect(limited.contains("Gid:\t65533\t65533\t65533\t65533"))
        #expect(limited.contains("Groups:\t4 5 "))
        #expect(limited.contains("NoNewPrivs:\t1"))
        #expect(limited.contains("pdeathsig:9"), "a change of credentials forgets the signal")
        for set in ["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"] {
            #expect(limited.contains("\(set):\t0000000000000000"))
        }
    }

    @Test func `an environment of a megabyte arrives whole`() async throws {
        try await SupervisionProbe.pass("environment")
    }

    @Test func `children start, and keep their status, whenever the launcher is killed`() async throws {
        try await SupervisionProbe.pass("launcher-killed")
    }

    @Test func `without a launcher a start fails and names it`() async throws {
        try await SupervisionProbe.pass("launcher-missing")
    }

    @Test func `a signal to a child that is not there yet reaches it`() async throws {
        try await SupervisionProbe.pass("signal-before-start")
    }

    @Test func `a thousand children start at once and are killed at once`() async throws {
        try await SupervisionProbe.pass("many", "1000")
    }

    @Test func `nothing wakes up while a hundred children do nothing`() async throws {
        try await SupervisionProbe.pass("idle", "5")
    }

    private static let failures = """
        directory: changing directory to '/no/such/folder': No such file or directory
        program: executing '/no/such/program': No such file or directory
        folder as program: executing '/': Permission denied
        not executable: executing '/etc/passwd': Permission denied
        interpreter: finding the interpreter that 'SCRATCH/bad-interpreter' names (in its first line, if it is a script): \
        No such file or directory
        no first line: started, Optional(Lifecycle.TerminationStatus.exited(code: 7))
        limit above its hard one: setting the limit CORE: Invalid argument
        descriptor out of range: handing over descriptor 1000000000: Invalid argument
        closed descriptor: handing over descriptors: Bad file descriptor
        too many descriptors: handing over 70 descriptors: Argument list too long
        death signal: asking for signal 99 on the bootstrapper's death: Invalid argument
        no arguments: passing an empty list of arguments: Invalid argument
        NUL in an argument: passing an argument with a NUL byte in it: Invalid argument
        NUL in a variable: passing an environment variable with a NUL byte in it: Invalid argument
        long argument: executing 'BUILD/ProbeChild': Argument list too long
        """
}
