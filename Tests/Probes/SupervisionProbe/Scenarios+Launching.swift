import Foundation
import Kernel
import Lifecycle
import Supervision

extension Program {
    /// All 256 exit codes come through, to the right child.
    @Sendable static func exitCodes(_ world: World) throws {
        let all = (0..<256).map { (UInt8($0), world.spawn(world.order("exit", "\($0)"))) }
        for (code, child) in all {
            let status = child.ended.value()?.0
            world.expect(status == .exited(code: code), "exit \(code) came as \(String(describing: status))")
        }
        print("exit codes checked: \(all.count)")
    }

    /// Signals 1 to 31 come through.
    @Sendable static func signals(_ world: World) throws {
        let ignored: Set<Int32> = [SIGCHLD, SIGCONT, SIGURG, SIGWINCH]
        let stopping: Set<Int32> = [SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU]
        for number in Int32(1)...31 {
            let child = world.spawn(world.order("signal", "\(number)"))
            if stopping.contains(number) {
                let pid = child.pid
                world.expect(world.eventually { stat(of: pid)?.state == "T" }, "signal \(number) did not stop")
                world.sync { world.children.kill(child.id) }
            }
            let status = child.ended.value()?.0
            let expected: TerminationStatus =
                ignored.contains(number)
                ? .exited(code: 0) : .signaled(stopping.contains(number) ? SIGKILL : number)
            world.expect(status == expected, "signal \(number) came as \(String(describing: status))")
        }
        print("signals checked: 31")
    }

    /// Says what each failing stage is called; the test compares it.
    @Sendable static func failures(_ world: World) throws {
        func attempt(_ name: String, _ change: (inout LaunchOrder) -> Void) {
            var order = world.order("exit", "0")
            change(&order)
            let child = world.spawn(order)
            switch child.started.value() {
            case .failure(let failure)?:
                print("\(name): \(failure.stage): \(String(cString: strerror(failure.error)))")
            case .success?: print("\(name): started, \(String(describing: child.ended.value()?.0))")
            case nil: print("\(name): no answer")
            }
        }
        let scratch = world.arguments[0]
        attempt("directory") { $0.workingDirectory = "/no/such/folder" }
        attempt("program") { $0.program = "/no/such/program" }
        attempt("folder as program") { $0.program = "/" }
        attempt("not executable") { $0.program = "/etc/passwd" }
        attempt("interpreter") { $0.program = scratch + "/bad-interpreter" }
        attempt("no first line") {
            $0.program = scratch + "/no-first-line"
            $0.arguments = ["x", "7"]
        }
        attempt("limit") {
            $0.limits = [ResourceLimit(.openFiles, soft: .max, hard: .max, isStrict: true)]
        }
        attempt("limit above its hard one") { $0.limits = [ResourceLimit(.coreFile, soft: 2, hard: 1)] }
        attempt("descriptor out of range") {
            $0.extraDescriptors = [ExtraDescriptor(number: 1_000_000_000, descriptor: dup(1))]
        }
        attempt("closed descriptor") { $0.extraDescriptors = [ExtraDescriptor(number: 3, descriptor: 999)] }
        attempt("too many descriptors") {
            $0.extraDescriptors = (0..<70).map { ExtraDescriptor(number: 3 + $0, descriptor: 999) }
        }
        attempt("death signal") { $0.parentDeathSignal = 99 }
        attempt("no arguments") { $0.arguments = [] }
        attempt("NUL in an argument") { $0.arguments = ["a\0b"] }
        attempt("NUL in a variable") { $0.environment = ["a=\0"] }
        attempt("long argument") { $0.arguments = ["a", String(repeating: "a", count: 200_000)] }
        attempt("user") { $0.credentials = Credentials(user: .max, group: 1) }
        attempt("group") { $0.credentials = Credentials(user: 1, group: .max) }
        attempt("groups") { $0.credentials = Credentials(user: 1, group: 1, supplementaryGroups: [.max]) }
        world.expect(world.eventually { zombies().isEmpty }, "dead: \(zombies())")
        world.sync { world.expect(world.children.count == 0, "children are left") }
    }

    /// Prints what a child sees of itself.
    @Sendable static func state(_ world: World) throws {
        signal(SIGHUP, SIG_IGN)
        var plain = world.order("state")
        plain.workingDirectory = "/tmp"
        print("plain\n" + (try world.run(plain).0))
        var session = world.order("state")
        session.newSession = true
        session.fileModeMask = 0o027
        session.parentDeathSignal = 0
        session.limits = [
            ResourceLimit(.openFiles, soft: 100, hard: 200), ResourceLimit(.coreFile, soft: 0, hard: 0),
        ]
        session.extraDescriptors = [
            ExtraDescriptor(number: 3, descriptor: dup(1)), ExtraDescriptor(number: 9, descriptor: dup(1)),
        ]
        session.standardError = dup(1)
        print("session\n" + (try world.run(session).0))
        guard getuid() == 0 else { return }
        var limited = world.order("state")
        limited.credentials = Credentials(user: 65534, group: 65533, supplementaryGroups: [4, 5])
        limited.noNewPrivileges = true
        limited.dropsCapabilities = true
        print("limited\n" + (try world.run(limited).0))
    }

    /// An environment of a megabyte arrives whole.
    @Sendable static func bigEnvironment(_ world: World) throws {
        var order = world.order("size")
        order.environment = (0..<1000).map { "VARIABLE_\($0)=" + String(repeating: "x", count: 1000) }
        let size = order.environment.reduce(0) { $0 + $1.utf8.count + 1 }
        let others = (0..<20).map { _ in world.spawn(world.order("exit", "3")) }
        let (text, status) = try world.run(order)
        world.expect(status == .exited(code: 0) && text == "\(size)\n", "expected \(size), heard \(text)")
        for other in others { world.expect(other.ended.value()?.0 == .exited(code: 3), "another was disturbed") }
        print("environment: \(size) bytes")
    }

    /// Children start, or fail, and keep their status, whenever the launcher is killed.
    @Sendable static func launcherKilled(_ world: World) throws {
        let before = world.spawn(world.order("wait"))
        world.expect(before.pid > 0, "not started")
        // An order that is carried out twice leaves a child that nobody knows.
        let unknown = Counter()
        world.sync { world.children.onOrphan = { unknown.note($1, $2) } }
        for round in 0..<20 where !world.hasFailed {
            let burst = (0..<80).map { world.spawn(orderToLose(world, round, $0)) }
            if round % 2 == 0 { _ = burst[round].started.value() }
            // Not once only: orders that wait in the socket of one launcher may do so in that of the next.
            for _ in 0...(round % 5) { killLauncher() }
            for (code, child) in burst.enumerated() where !world.hasFailed { checkLost(child, world, round, code) }
        }
        world.expect(lives(before.pid), "an older child died with the launcher")
        world.sync { world.children.kill(before.id) }
        world.expect(before.ended.value()?.0 == .signaled(SIGKILL), "no news of the older child")
        world.expect(world.eventually { zombies().isEmpty }, "dead: \(zombies())")
        world.expect(unknown.count == 0, "carried out twice: \(unknown.count)")
        print("launchers killed: 60")
    }

    /// One of the orders amid which the launcher is killed; some are under way then, some wait.
    private static func orderToLose(_ world: World, _ round: Int, _ number: Int) -> LaunchOrder {
        var order = world.order("exit", "\(number)")
        // A child that fails writes to memory that the next launcher's children use as well.
        if number % 4 == 3 { order.program = "/no/such/program" }
        // So much that the socket is full, and an order is cut in two when it dies.
        if round % 4 > 1 { order.environment.append("BIG=" + String(repeating: "x", count: 100_000)) }
        return order
    }

    private static func checkLost(_ child: Child, _ world: World, _ round: Int, _ code: Int) {
        let started = child.started.value(10)
        if code % 4 == 3 {
            let expected = StartFailure(stage: "executing '/no/such/program'", error: ENOENT)
            guard case .failure(expected)? = started else {
                return world.fail("round \(round), \(code), no program: \(String(describing: started))")
            }
            return world.expect(child.started.count == 1 && child.ended.count == 0, "news of no program came twice")
        }
        guard case .success? = started else {
            return world.fail("round \(round), \(code), start: \(String(describing: started))")
        }
        let status = child.ended.value(10)?.0
        let told = "round \(round), \(code): \(String(describing: status))"
        world.expect(status == .exited(code: UInt8(code)), told)
        world.expect(child.started.count == 1 && child.ended.count == 1, "news came twice")
    }

    private static func killLauncher() {
        guard let pid = launcher() else { return }
        kill(pid, SIGKILL)
    }

    /// Without a launcher every start fails, with its name.
    @Sendable static func launcherMissing(_ world: World) throws {
        let other = World(spawner: world.spawner, arguments: [], launcher: "/no/such/walaunch")
        try other.start()
        let pipe = Pipe()
        var order = other.order("exit", "0")
        order.standardOutput = dup(pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForWriting.close()
        let child = other.spawn(order)
        let expected = StartFailure(stage: "starting the launcher '/no/such/walaunch'", error: ENOENT)
        guard case .failure(expected)? = child.started.value() else {
            return world.fail("\(String(describing: child.started.value()))")
        }
        let rest = try pipe.fileHandleForReading.readToEnd() ?? Data()
        world.expect(rest.isEmpty, "its output was not closed")
    }

    /// A signal to a child that is not there yet reaches it.
    @Sendable static func signalFirst(_ world: World) throws {
        let children = (0..<200).map { _ in world.spawn(world.order("wait")) }
        for child in children { world.queue.async { world.children.signal(child.id, SIGUSR1) } }
        for child in children {
            let status = child.ended.value()?.0
            world.expect(status == .signaled(SIGUSR1), "came as \(String(describing: status))")
        }
    }
}

/// Returns the launcher; a child that it has just made has its name as well, but has not executed anything.
func launcher() -> Int32? {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    let named = entries.compactMap { Int32($0) }.compactMap { pid -> (birth: UInt64, pid: Int32)? in
        guard let place = stat(of: pid), place.parent == getpid(), place.state != "Z", place.hasExecuted else {
            return nil
        }
        let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)
        return name == "walaunch\n" ? (place.birth, pid) : nil
    }
    return named.min { $0 < $1 }?.pid
}
