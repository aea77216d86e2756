import Foundation
import Lifecycle
import Supervision

/// A watcher and what it told.
final class Watched: @unchecked Sendable {
    let watcher: ReadinessWatcher
    let ready = Promise<UInt64>()
    let lost = Promise<Bool>()
    let told = Journal<Supervision.Notification>()
    let refused = Journal<String>()
    let missed = Journal<NotifyWatchdog.Miss>()
    let child: Child?

    /// Watches a child that is started for it, or nobody.
    init(
        _ condition: ReadinessCondition,
        _ world: World,
        directory: String? = nil,
        watchdog: Duration? = nil,
        child order: LaunchOrder?
    )
        throws
    {
        let pacing = ProbePacing(
            shortest: .milliseconds(5),
            longest: .milliseconds(20),
            attemptLimit: .milliseconds(200)
        )
        watcher = try ReadinessWatcher(
            condition,
            queue: world.queue,
            children: world.children,
            notifyDirectory: directory,
            pacing: pacing,
            hearsNotifications: watchdog != nil,
            watchdog: watchdog
        )
        var order = order
        order?.environment += watcher.environment
        order?.extraDescriptors += watcher.takeDescriptors()
        child = order.map { world.spawn($0) }
        let pid = child?.pid ?? 0
        world.sync {
            watcher.onReady = { self.ready.give(DispatchTime.now().uptimeNanoseconds) }
            watcher.onLost = { self.lost.give(true) }
            watcher.onNotification = { self.told.note($0) }
            watcher.onRefusal = { self.refused.note($0) }
            watcher.onWatchdogMissed = { self.missed.note($0) }
            watcher.watch(pid)
        }
    }

    func end(_ world: World) {
        world.sync {
            watcher.stop()
            if let child { world.children.kill(child.id) }
        }
    }
}

extension Program {
    /// Notifications of the child and its own are heard, a stranger's are not.
    @Sendable static func notify(_ world: World) throws {
        let scratch = world.arguments[0]
        for directory in [nil, scratch, scratch + "/" + String(repeating: "x", count: 120)] {
            let text = "STATUS=half way\nMAINPID=1\nnonsense\n=\nX\nEXTEND_TIMEOUT_USEC=5000000\nREADY=1"
            var order = world.order("notify", text)
            if getuid() == 0 { order.credentials = Credentials(user: 65534, group: 65534) }
            let watched = try Watched(.notify, world, directory: directory, child: order)
            world.expect(watched.ready.value(5) != nil, "not ready in \(directory ?? "abstract")")
            let expected: [Supervision.Notification] = [
                .status("half way"), .extendTimeout(.seconds(5)), .ready,
            ]
            world.expect(world.eventually { watched.told.all == expected }, "told \(watched.told.all)")
            world.expect(watched.watcher.reported == .ready, "not reported")
            let refusal = "named process 1 as its main one, which does not belong to process"
            world.expect(watched.refused.all.count == 1, "refused \(watched.refused.all)")
            world.expect(watched.refused.all.first?.contains(refusal) == true, "refused \(watched.refused.all)")
            watched.end(world)
            world.expect(watched.child?.ended.value() != nil, "no end")
        }
        world.expect((try? FileManager.default.contentsOfDirectory(atPath: scratch))?.isEmpty == true, "socket left")
        let silent = try Watched(.notify, world, child: world.order("wait"))
        let address = String(silent.watcher.environment[0].dropFirst("NOTIFY_SOCKET=".count))
        let stranger = world.spawn(world.order("notify-to", address))
        world.expect(stranger.ended.value()?.0 == .exited(code: 0), "the stranger could not send")
        world.expect(world.eventually { silent.refused.all.count == 1 }, "not refused: \(silent.refused.all)")
        world.expect(silent.ready.count == 0 && silent.told.all.isEmpty, "a stranger was heard")
        silent.end(world)
        let other = try Watched(.notify, world, child: world.order("grandchild-notify"))
        world.expect(other.ready.value(5) != nil, "a grandchild was not heard")
        other.end(world)
    }

    /// A byte makes ready, the end without one is told.
    @Sendable static func readyDescriptor(_ world: World) throws {
        let ready = try Watched(.fd, world, child: world.order("ready-fd"))
        world.expect(ready.ready.value(5) != nil && ready.lost.count == 0, "no byte")
        ready.end(world)
        for mode in ["lose-fd", "exit"] {
            let lost = try Watched(.fd, world, child: world.order(mode, "0"))
            world.expect(lost.lost.value(5) == true && lost.ready.count == 0, "\(mode): its loss was not told")
            lost.end(world)
        }
    }

    /// Connections and HTTP answers make ready; what refuses or answers otherwise does not.
    @Sendable static func connections(_ world: World) throws {
        let path = world.arguments[0] + "/socket"
        let unix = try Watched(.unix(path: path), world, child: nil)
        world.expect(unix.ready.value(0.1) == nil, "ready without a server")
        let server = world.spawn(world.order("unix", path))
        world.expect(unix.ready.value(5) != nil, "unix not ready")
        world.sync { world.children.kill(server.id) }
        for (status, isReady) in [("200", true), ("302", true), ("503", false), ("404", false), ("", false)] {
            let (socket, port) = boundSocket()
            let http = try Watched(.http(host: "localhost", port: port, target: "/x"), world, child: nil)
            let tcp = try Watched(.tcp(host: "127.0.0.1", port: port), world, child: nil)
            world.expect(tcp.ready.value(0.05) == nil, "tcp ready without a server")
            var order = world.order("serve", status)
            order.extraDescriptors = [ExtraDescriptor(number: 3, descriptor: socket)]
            let server = world.spawn(order)
            world.expect(tcp.ready.value(5) != nil, "tcp not ready")
            world.expect((http.ready.value(isReady ? 5 : 0.1) != nil) == isReady, "http \(status)")
            http.end(world)
            tcp.end(world)
            world.sync { world.children.kill(server.id) }
            world.expect(server.ended.value() != nil, "no end")
        }
    }

    /// A file that appears makes ready, also when its folder appears with it.
    @Sendable static func file(_ world: World) throws {
        let folder = world.arguments[0] + "/a/b"
        let watched = try Watched(.file(path: folder + "/flag"), world, child: nil)
        world.expect(watched.ready.value(0.05) == nil, "ready without the file")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let before = DispatchTime.now().uptimeNanoseconds
        close(open(folder + "/flag", O_CREAT | O_WRONLY, 0o600))
        let time = watched.ready.value(5)
        world.expect(time != nil, "not ready")
        if let time { print("file to ready: \((time - before) / 1000) µs") }
        let there = try Watched(.file(path: folder + "/flag"), world, child: nil)
        world.expect(there.ready.value(5) != nil, "not ready although it is there")
    }

    /// A command that ends with 0 makes ready; one that hangs is killed, and there are never two.
    @Sendable static func command(_ world: World) throws {
        let flag = world.arguments[0] + "/flag"
        let test = LaunchOrder(program: "/bin/sh", arguments: ["sh", "-c", "test -e '\(flag)'"])
        let watched = try Watched(.exec(test), world, child: nil)
        world.expect(watched.ready.value(0.1) == nil, "ready without the file")
        close(open(flag, O_CREAT | O_WRONLY, 0o600))
        world.expect(watched.ready.value(5) != nil, "not ready")
        let starts = world.arguments[0] + "/starts"
        let hang = LaunchOrder(
            program: "/bin/sh",
            arguments: ["sh", "-c", "echo x >> '\(starts)'; sleep 1000 & setsid sleep 1000 & wait"]
        )
        let hanging = try Watched(.exec(hang), world, child: nil)
        var most = 0
        let went = world.eventually {
            most = max(most, world.sync { world.children.count })
            return ((try? String(contentsOfFile: starts, encoding: .utf8)) ?? "").count >= 6
        }
        world.expect(went, "it was not started again")
        world.expect(most == 1, "\(most) at once")
        world.expect(hanging.ready.count == 0, "ready")
        hanging.end(world)
        world.expect(world.eventually { below(getpid()).isEmpty && zombies().isEmpty }, "left: \(below(getpid()))")
    }

    /// A status check is answered with Ready or Busy, or not at all within its limit.
    @Sendable static func status(_ world: World) throws {
        func ask(_ condition: ReadinessCondition, _ watcher: ReadinessWatcher? = nil) -> RoleInstanceStatus?? {
            let answer = Promise<RoleInstanceStatus?>()
            let probe = StatusProbe(condition, queue: world.queue, children: world.children, watcher: watcher)
            world.sync { probe.check(limit: .milliseconds(300)) { answer.give($0) } }
            defer { _ = probe }
            return answer.value(5)
        }
        func shell(_ text: String) -> ReadinessCondition {
            .exec(LaunchOrder(program: "/bin/sh", arguments: ["sh", "-c", text]))
        }
        world.expect(ask(shell("exit 0")) == .some(.ready), "exit 0")
        world.expect(ask(shell("exit 1")) == .some(.busy), "exit 1")
        world.expect(ask(shell("sleep 1000")) == .some(nil), "no answer")
        world.expect(ask(.exec(LaunchOrder(program: "/no/such", arguments: ["x"]))) == .some(.busy), "no program")
        world.expect(ask(.file(path: "/")) == .some(.ready), "file")
        world.expect(ask(.file(path: "/no/such")) == .some(.busy), "no file")
        let (socket, port) = boundSocket()
        world.expect(ask(.tcp(host: "127.0.0.1", port: port)) == .some(.busy), "refused")
        listen(socket, 1)
        world.expect(ask(.tcp(host: "127.0.0.1", port: port)) == .some(.ready), "accepted")
        world.expect(ask(.http(host: "127.0.0.1", port: port, target: "/")) == .some(nil), "silent server")
        world.expect(ask(.tcp(host: "no.such.host.invalid", port: port)) == .some(.busy), "unknown name")
        let watched = try Watched(.notify, world, child: world.order("notify", "READY=1"))
        world.expect(watched.ready.value(5) != nil, "not ready")
        world.expect(ask(.notify, watched.watcher) == .some(.ready), "notify")
        watched.end(world)
    }

    /// Returns a socket that has a port and does not listen yet.
    private static func boundSocket() -> (Int32, UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(descriptor, $0, size)
                _ = getsockname(descriptor, $0, &size)
            }
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
