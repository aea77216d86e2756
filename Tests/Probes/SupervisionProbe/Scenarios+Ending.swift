import EarlySignals
import Foundation
import Lifecycle
import Supervision

extension Program {
    /// A tree whose members left group and session dies whole, and nobody else.
    @Sendable static func killTree(_ world: World) throws {
        let bystander = world.spawn(world.order("wait"))
        for mode in [["tree", "5"], ["runaway"], ["ignore"], ["stop"], ["close"]] {
            let child = world.spawn(world.order(mode[0], mode.count > 1 ? mode[1] : ""))
            let pid = child.pid
            if mode[0] == "tree" {
                world.expect(world.eventually { below(pid).count == 62 }, "the tree did not grow: \(below(pid).count)")
            }
            if mode[0] == "stop" { world.expect(world.eventually { stat(of: pid)?.state == "T" }, "not stopped") }
            let members = below(pid) + [pid]
            world.sync { world.children.kill(child.id) }
            let status = child.ended.value()?.0
            world.expect(status == .signaled(SIGKILL), "\(mode): \(String(describing: status))")
            world.expect(world.eventually { !members.contains(where: lives) }, "\(mode): some live")
        }
        world.expect(lives(bystander.pid), "a bystander died")
        world.sync { world.children.killStragglers() }
        world.expect(world.eventually { zombies().isEmpty && below(getpid()).count <= 2 }, "left: \(below(getpid()))")
    }

    /// Stragglers are asked, then killed; children and theirs are left alone.
    @Sendable static func stragglers(_ world: World) throws {
        let gone = Promise<Bool>()
        world.sync {
            world.children.onStragglersGone = { gone.give(true) }
            world.children.terminateStragglers()
        }
        world.expect(gone.value(5) == true, "no answer when there is none")
        let child = world.spawn(world.order("tree", "2"))
        world.expect(world.eventually { below(child.pid).count == 6 }, "the tree did not grow")
        let maker = world.spawn(world.order("daemonise"))
        let second = world.spawn(
            LaunchOrder(
                program: "/bin/sh",
                arguments: ["sh", "-c", "(trap '' TERM; exec \(world.folder)/ProbeChild ignore) & exit 0"]
            )
        )
        world.expect(maker.ended.value()?.0 == .exited(code: 0), "the daemon's maker")
        world.expect(second.ended.value()?.0 == .exited(code: 0), "the second's maker")
        world.expect(world.eventually { below(getpid()).count == 9 }, "expected 9: \(below(getpid()).count)")
        world.sync { world.children.terminateStragglers() }
        world.expect(world.eventually { below(getpid()).count == 8 }, "the one that obeys did not end")
        world.expect(gone.count == 1, "gone although one ignores it")
        let killed = Promise<Bool>()
        world.sync {
            world.children.onStragglersGone = { killed.give(true) }
            world.children.killStragglers()
        }
        world.expect(killed.value(5) == true, "not gone")
        world.expect(below(child.pid).count == 6 && lives(child.pid), "a child's own were hit")
        world.sync { world.children.kill(child.id) }
        world.expect(child.ended.value() != nil, "no end")
    }

    /// Orphans are reaped while children come and go; every status is right.
    @Sendable static func orphans(_ world: World) throws {
        let (orphanCount, childCount) = (world.argument(0, 10_000), world.argument(1, 100))
        let reaped = Counter()
        world.sync { world.children.onOrphan = { _, status, name in reaped.note(status, name) } }
        let makers = (0..<4).map { _ in world.spawn(world.order("orphans", "\(orphanCount / 4)")) }
        for number in 0..<childCount {
            let code = UInt8(number % 251)
            let kills = number % 5 == 0
            let child = world.spawn(kills ? world.order("wait") : world.order("exit", "\(code)"))
            if kills {
                world.expect(child.pid > 0, "not started")
                kill(child.pid, SIGKILL)
            }
            let expected: TerminationStatus = kills ? .signaled(SIGKILL) : .exited(code: code)
            let status = child.ended.value()?.0
            world.expect(status == expected, "child \(number): \(String(describing: status)), not \(expected)")
        }
        for maker in makers { world.expect(maker.ended.value(60)?.0 == .exited(code: 0), "a maker's status") }
        let total = orphanCount / 4 * 4
        world.expect(
            world.eventually { reaped.count == total && zombies().isEmpty },
            "reaped \(reaped.count) of \(total)"
        )
        world.expect(below(getpid()).count <= 1, "left: \(below(getpid()))")
        world.expect(reaped.wrong == 0, "\(reaped.wrong) ended unlike an orphan")
        print("pid \(getpid()) orphans \(reaped.count) children \(childCount) zombies \(zombies().count)")
    }

    /// Nobody's misbehaviour delays the news of another.
    @Sendable static func latency(_ world: World) throws {
        let rounds = world.argument(0, 200)
        // The machine may have other things to do; what the disturbers add is what counts.
        let quiet = measure("alone", rounds, world) { _ in }
        var disturbers = ["stop", "close", "ignore", "daemonise"].map { world.spawn(world.order($0)) }
        disturbers.append(world.spawn(world.order("tree", "4")))
        for disturber in disturbers { world.expect(disturber.pid > 0, "not started") }
        let beside = measure("beside them", rounds, world) { _ in }
        let flooded = measure("amid 1,000 orphans every 20", rounds, world) { round in
            if round % 20 == 0 { _ = world.spawn(world.order("orphans", "1000")) }
        }
        for (name, median) in [("alone", quiet), ("beside them", beside), ("flooded", flooded)] {
            world.expect(median < 10_000_000, "\(name): median \(median) ns")
        }
        for disturber in disturbers { world.sync { world.children.kill(disturber.id) } }
        world.sync { world.children.killStragglers() }
    }

    /// Returns the median of nanoseconds from a kill to its news; prints more.
    private static func measure(_ name: String, _ rounds: Int, _ world: World, _ before: (Int) -> Void) -> UInt64 {
        var times: [UInt64] = []
        for round in 0..<rounds {
            before(round)
            let child = world.spawn(world.order("wait"))
            let pid = child.pid
            let start = DispatchTime.now().uptimeNanoseconds
            kill(pid, SIGKILL)
            guard let end = child.ended.value() else {
                world.fail("no news of \(pid)")
                return .max
            }
            times.append(end.2 - start)
        }
        times.sort()
        let (median, late, worst) = (times[rounds / 2], times[rounds * 95 / 100], times[rounds - 1])
        print("kill to news \(name): median \(median / 1000) µs, 95th \(late / 1000) µs, worst \(worst / 1000) µs")
        return median
    }

    /// Starts children, says who they are, and waits to be killed.
    @Sendable static func hold(_ world: World) throws {
        for _ in 0..<3 {
            var order = world.order("wait")
            // Whoever reads our output finds its end when all of us are dead.
            order.standardOutput = dup(1)
            print("child \(world.spawn(order).pid)")
        }
        var limited = world.order("wait")
        if getuid() == 0 { limited.credentials = Credentials(user: 65534, group: 65534) }
        limited.noNewPrivileges = true
        limited.standardOutput = dup(1)
        print("child \(world.spawn(limited).pid)")
        print("ready")
        while true { pause() }
    }

    /// Starts as many children as asked at once, two pipes each, and kills them.
    @Sendable static func many(_ world: World) throws {
        let count = world.argument(0, 1000)
        let before = DispatchTime.now().uptimeNanoseconds
        let children = (0..<count).map { _ in world.spawn(world.order("wait")) }
        for child in children {
            world.expect(child.pid > 0, "not started: \(String(describing: child.started.value()))")
        }
        let started = DispatchTime.now().uptimeNanoseconds
        for child in children { world.queue.async { world.children.kill(child.id) } }
        for child in children { world.expect(child.ended.value()?.0 == .signaled(SIGKILL), "status") }
        let ended = DispatchTime.now().uptimeNanoseconds
        print(
            "\(count): started in \((started - before) / 1_000_000) ms, killed in \((ended - started) / 1_000_000) ms"
        )
        world.expect(zombies().isEmpty, "dead: \(zombies())")
    }
}

/// Counts orphans.
final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var total = 0
    private var odd = 0

    var count: Int { lock.withLock { total } }
    var wrong: Int { lock.withLock { odd } }

    func note(_ status: TerminationStatus, _ name: String?) {
        lock.withLock {
            total += 1
            if case .signaled = status { odd += 1 }
            if name != "ProbeChild" { odd += 1 }
        }
    }
}

/// Returns every living descendant of a process, the launcher not counted.
func below(_ root: Int32) -> [Int32] {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    var parents: [Int32: Int32] = [:]
    for pid in entries.compactMap({ Int32($0) }) {
        guard let place = stat(of: pid), place.state != "Z" else { continue }
        if (try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8)) == "walaunch\n" { continue }
        parents[pid] = place.parent
    }
    return parents.keys.filter { pid in
        var next = parents[pid]
        while let parent = next {
            if parent == root { return true }
            next = parents[parent]
        }
        return false
    }
}
