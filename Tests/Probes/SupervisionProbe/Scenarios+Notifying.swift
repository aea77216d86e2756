import Foundation
import Lifecycle
import Supervision

extension Program {
    /// A barrier is answered when everything before it has been told; no descriptor stays.
    @Sendable static func barrier(_ world: World) throws {
        let talker = try Watched(.notify, world, child: world.order("barrier", "100"))
        world.expect(talker.child?.ended.value(5)?.0 == .exited(code: 0), "no answer to the barrier")
        let expected = (0..<100).map { Supervision.Notification.status("\($0)") }
        world.expect(talker.told.all == expected, "told \(talker.told.all.count) of 100")
        talker.end(world)
        let quiet = try Watched(.notify, world, child: world.order("wait"))
        let before = descriptorCount()
        let storer = try Watched(.notify, world, child: world.order("fdstore", "40"))
        world.expect(storer.child?.ended.value(5)?.0 == .exited(code: 0), "no answer after FDSTORE")
        world.expect(storer.told.all.isEmpty && storer.refused.all.isEmpty, "told \(storer.told.all)")
        storer.end(world)
        world.expect(world.eventually { descriptorCount() == before }, "descriptors stay")
        quiet.end(world)
    }

    /// A daemon is known by the socket that it was given, and can be taken for the child when its first process has ended.
    @Sendable static func daemon(_ world: World) throws {
        let watched = try Watched(.notify, world, child: world.order("daemon"))
        world.expect(watched.child?.ended.value(5)?.0 == .exited(code: 0), "the first process has not ended")
        world.expect(watched.ready.value(5) != nil, "a daemon was not heard: \(watched.refused.all)")
        guard case .mainProcess(let pid)? = watched.told.all.first else {
            return world.fail("told \(watched.told.all)")
        }
        let id = ChildID(1_000_000)
        let ended = Promise<TerminationStatus>()
        let adopted = world.sync { world.children.adopt(pid, as: id) { status, _ in ended.give(status) } }
        world.expect(adopted && world.sync { world.children.pid(of: id) } == pid, "not adopted")
        world.expect(!world.sync { world.children.adopt(pid, as: ChildID(1_000_001)) { _, _ in } }, "adopted twice")
        world.expect(!world.sync { world.children.adopt(1, as: ChildID(1_000_002)) { _, _ in } }, "adopted process 1")
        // Its group is led by nobody: the process that made it has ended.
        world.sync { world.children.terminate(id) }
        world.expect(ended.value(5) == .signaled(SIGTERM), "its end was not told")
        world.expect(world.sync { world.children.count } == 0, "it is still known")
        watched.end(world)
        let stranger = try Watched(.notify, world, child: world.order("wait"))
        let address = String(stranger.watcher.environment[0].dropFirst("NOTIFY_SOCKET=".count))
        // Another child that was not given this socket, and names itself.
        let liar = world.spawn(world.order("notify-to", address, "MAINPID=\(getpid())\nREADY=1"))
        world.expect(liar.ended.value(5) != nil, "no end")
        world.expect(world.eventually { stranger.refused.all.count == 1 }, "refused \(stranger.refused.all)")
        world.expect(stranger.told.all.isEmpty, "told \(stranger.told.all)")
        stranger.end(world)
    }

    /// Who was told WATCHDOG_USEC and is silent is missed, once; who speaks again is heard again.
    @Sendable static func watchdog(_ world: World) throws {
        let script = """
            test "$WATCHDOG_USEC" = 60000 || exit 1
            trap 'tell WATCHDOG=1' USR1
            trap 'tell WATCHDOG=trigger' USR2
            tell() { "$PROBE" tell "$1"; }
            tell READY=1
            while :; do "$PROBE" wait & wait $!; done
            """
        var order = LaunchOrder(program: "/bin/sh", arguments: ["sh", "-c", script])
        order.environment = ["PROBE=" + world.folder + "/ProbeChild"]
        let watched = try Watched(.notify, world, watchdog: .milliseconds(60), child: order)
        guard let child = watched.child, watched.ready.value(5) != nil else { return world.fail("not ready") }
        func isSilent() -> Bool { world.sync { watched.watcher.isSilent } }
        world.expect(world.eventually { watched.missed.all == [.silent(.milliseconds(60))] }, "silence was not missed")
        world.expect(isSilent(), "not silent")
        let answer = Promise<RoleInstanceStatus?>()
        let probe = StatusProbe(.notify, queue: world.queue, children: world.children, watcher: watched.watcher)
        world.sync { probe.check(limit: .seconds(1)) { answer.give($0) } }
        world.expect(answer.value(5) == .some(nil), "a silent child answers")
        world.sync { world.children.signal(child.id, SIGUSR1) }
        world.expect(world.eventually { watched.told.all.contains(.watchdog) }, "told \(watched.told.all)")
        world.expect(world.eventually { watched.missed.all.count == 2 }, "a second silence was not missed")
        world.sync { world.children.signal(child.id, SIGUSR2) }
        world.expect(world.eventually { watched.missed.all.last == .triggered }, "missed \(watched.missed.all)")
        watched.end(world)
        world.expect(child.ended.value(5) != nil, "no end")
    }

    /// `systemd-notify` is understood as it is.
    @Sendable static func systemdNotify(_ world: World) throws {
        let script = """
            systemd-notify --status='half way' && systemd-notify --ready --pid=$$ STATUS='all the way' &&
            systemd-notify RELOADING=1 MONOTONIC_USEC=7 && systemd-notify WATCHDOG_USEC=0 EXIT_STATUS=3 ERRNO=2 &&
            systemd-notify STOPPING=1 X_OTHER=1 BUSERROR=org.freedesktop.DBus.Error.TimedOut && systemd-notify --pid=1
            """
        var order = LaunchOrder(program: "/bin/sh", arguments: ["sh", "-c", script])
        order.environment = ["PATH=/usr/bin:/bin"]
        let watched = try Watched(.notify, world, child: order)
        world.expect(watched.child?.ended.value(20)?.0 == .exited(code: 0), "systemd-notify has failed")
        let pid = watched.child?.pid ?? 0
        let expected: [Supervision.Notification] = [
            .status("half way"), .ready, .status("all the way"), .mainProcess(pid),
            .reloading(since: .microseconds(7)), .watchdogInterval(.zero), .exitStatus(3), .failed(error: 2),
            .stopping, .failedOnBus(name: "org.freedesktop.DBus.Error.TimedOut"),
        ]
        world.expect(Set(watched.told.all) == Set(expected), "told \(watched.told.all)")
        world.expect(watched.told.all.count == expected.count, "told \(watched.told.all)")
        world.expect(watched.refused.all.count == 1, "refused \(watched.refused.all)")
        watched.end(world)
    }

    private static func descriptorCount() -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0
    }
}
