import EarlySignals
import Foundation
import Lifecycle
import Supervision

extension Program {
    /// A signal that comes before anybody handles it waits; none is lost, and its sender is known.
    @Sendable static func earlySignals(_ world: World) throws {
        world.expect(wak_signals_were_blocked_early() == 1, "the early block is not linked")
        for number in [SIGTERM, SIGHUP, SIGUSR1] { kill(getpid(), number) }
        let news = Journal<ReceivedSignal>()
        let sources = SignalSources(queue: world.queue, spawner: world.spawner)
        try world.sync { try sources.handle([SIGTERM, SIGHUP, SIGUSR1, SIGUSR2]) { news.note($0) } }
        sources.release()
        world.expect(world.eventually { news.all.count == 3 }, "heard \(news.all)")
        // In any order: they are let through one by one, and the first may be heard before the next has come.
        world.expect(Set(news.all.map(\.number)) == [SIGTERM, SIGHUP, SIGUSR1], "heard \(news.all)")
        world.expect(news.all.allSatisfy { $0.sender == getpid() && $0.user == getuid() }, "senders \(news.all)")
        for index in 0..<9999 { kill(getpid(), [SIGUSR1, SIGUSR2, SIGHUP][index % 3]) }
        kill(getpid(), SIGTERM)
        world.expect(world.eventually { news.all.contains { $0.number == SIGTERM } }, "the storm swallowed SIGTERM")
        world.expect(world.eventually { news.all.filter { $0.number == SIGTERM }.count == 2 }, "SIGTERM count")
        do {
            try world.sync { try sources.handle([SIGKILL]) { _ in } }
            world.fail("SIGKILL can be caught")
        } catch {
            print("\(error)")
        }
    }

    /// Timers fire once, in order, not before their time; cancelled ones do not.
    @Sendable static func timers(_ world: World) throws {
        let timers = Timers(queue: world.queue)
        let fired = Journal<(UInt64, UInt64)>()
        let before = DispatchTime.now().uptimeNanoseconds
        let times: [(UInt64, Duration)] = [
            (1, .milliseconds(60)), (2, .milliseconds(20)), (3, .zero), (4, .seconds(-5)), (5, .milliseconds(40)),
            (6, .seconds(Int64.max)), (7, .milliseconds(30)),
        ]
        world.sync {
            for (number, after) in times {
                timers.start(TimerID(number), after) { fired.note((number, DispatchTime.now().uptimeNanoseconds)) }
            }
            timers.cancel(TimerID(7))
            timers.cancel(TimerID(99))
        }
        world.expect(world.eventually { fired.all.count == 5 }, "fired \(fired.all)")
        world.expect(fired.all.suffix(3).map(\.0) == [2, 5, 1], "order \(fired.all.map(\.0))")
        for (number, time) in fired.all {
            let due = times.first { $0.0 == number }?.1 ?? .zero
            world.expect(Duration.nanoseconds(Int64(time - before)) >= due, "\(number) fired too early")
        }
        world.sync {
            world.expect(timers.count == 1, "armed \(timers.count)")
            timers.cancel(TimerID(6))
            world.expect(timers.count == 0, "armed \(timers.count)")
        }
    }

    /// Nothing wakes up while nothing happens.
    @Sendable static func idle(_ world: World) throws {
        let timers = Timers(queue: world.queue)
        world.sync { timers.start(TimerID(1), .seconds(3600)) {} }
        let sources = SignalSources(queue: world.queue, spawner: world.spawner)
        try world.sync { try sources.handle([SIGTERM, SIGHUP]) { _ in } }
        sources.release()
        let watchers = try (0..<100).map { index in
            try ReadinessWatcher(index % 2 == 0 ? .notify : .fd, queue: world.queue, children: world.children)
        }
        for watcher in watchers {
            var order = world.order("wait")
            order.extraDescriptors = watcher.takeDescriptors()
            order.environment += watcher.environment
            let pid = world.spawn(order).pid
            world.sync { watcher.watch(pid) }
        }
        // libdispatch lets an idle thread of its own go after 5 s.
        sleep(6)
        let before = switches(), seconds = world.argument(0, 5)
        sleep(UInt32(seconds))
        let after = switches()
        // The thread that looks is woken once by its own sleep.
        print("wake-ups in \(seconds) s with 100 children: \(after - before - 1)")
        world.expect(after - before <= 1, "woken \(after - before - 1) times")
        for pid in below(getpid()) { kill(pid, SIGKILL) }
        _ = watchers.count
    }

    /// Returns how often our threads and the launcher have been woken.
    private static func switches() -> Int {
        var sum = 0
        for process in [getpid(), launcher() ?? 0] {
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
            for thread in threads {
                let path = "/proc/\(process)/task/\(thread)/status"
                let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
                for line in text.split(separator: "\n") where line.hasPrefix("voluntary") {
                    sum += Int(line.split(separator: "\t").last ?? "") ?? 0
                }
            }
        }
        return sum
    }
}

/// Notes what happens.
final class Journal<Entry>: @unchecked Sendable {
    private let lock = NSLock()
    private var entries: [Entry] = []

    var all: [Entry] { lock.withLock { entries } }

    func note(_ entry: Entry) { lock.withLock { entries.append(entry) } }
}
