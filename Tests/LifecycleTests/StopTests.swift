import Lifecycle
import RoleModel
import Testing

@Suite struct StopTests {
    @Test func `clients of the endpoint are told before anybody is asked to end, at whatever time the stop comes`() {
        for host in [nil, Plan.Host.plain, .plain.with(\.isResident, true), .plain.with(\.hearsStopping, true)] {
            var world = Simulation.started(Plan([.background("b")], host: host))
            world.send(.stopRequested)
            let told = world.effects.firstIndex(of: .announceStop)
            let ended = world.effects.firstIndex {
                switch $0 {
                case .terminate, .raiseStopping: true
                default: false
                }
            }
            #expect(told != nil && ended != nil && (told ?? 0) < (ended ?? 0))
            #expect(world.finished == .stopped)
        }
    }

    @Test func `a program that hears of Stopping has ten seconds for it, less when OnStop has less`() {
        for (limit, seconds) in [(Duration.seconds(300), 10), (.seconds(4), 4)] {
            let plan = Plan([], host: .plain.with(\.hearsStopping, true)).with(\.onStopTimeout, limit)
            var world = Simulation.started(plan)
            world.onStopHangs = true
            world.send(.stopRequested)
            world.advance(by: .milliseconds(seconds * 1_000 - 1))
            #expect(world.running == ["host"])
            world.advance(by: .milliseconds(1))
            #expect(world.finished == .stopped)
        }
    }

    @Test(arguments: [Event.stopRequested, .recycleRequested])
    func `with a drain a Ready instance leaves rotation at once, and nothing is told to end before it is over`(
        event: Event
    ) {
        let hosts = [nil, Plan.Host.plain, .plain.with(\.isResident, true), .plain.with(\.hearsStopping, true)]
        for host in hosts {
            var world = Simulation.started(Plan([.background("b")], host: host).with(\.drain, .seconds(5)))
            let running = world.running
            world.send(event)
            #expect(world.machine.status.awaited == .drain)
            #expect(world.effects.last { $0 == .publish(.busy) } != nil)
            world.advance(by: .milliseconds(4_999))
            #expect(world.running == running)
            #expect(!world.effects.contains(.announceStop))
            world.advance(by: .milliseconds(1))
            #expect(world.effects.contains(.announceStop))
            #expect(world.finished == (event == .stopRequested ? .stopped : .recycleRequested))
        }
    }

    @Test func `the end of the host, and a second stop, end the drain`() {
        let plan = Plan([.background("b")], host: .plain.with(\.hearsStopping, true)).with(\.drain, .seconds(5))
        var world = Simulation.started(plan)
        world.send(.stopRequested)
        world.exit("host")
        #expect(world.finished == .stopped)
        var asked = Simulation.started(plan)
        asked.send(.stopRequested)
        asked.send(.stopRequested)
        #expect(asked.finished == .stopped)
        #expect(asked.effects.contains(.announceStop))
    }

    @Test func `there is no drain for an instance that was Busy, has failed, or has not begun`() {
        let plan = Plan([.simple("s")], host: .plain).with(\.drain, .seconds(5))
        var starting = Simulation.started(plan)
        starting.send(.stopRequested)
        #expect(starting.finished == .stopped)
        var busy = Simulation.started(plan)
        busy.exit("s")
        busy.report(.busy)
        busy.send(.stopRequested)
        #expect(busy.finished == .stopped)
        var failed = Simulation.started(plan)
        failed.exit("s")
        failed.exit("host", .exited(code: 3))
        #expect(failed.finished == .hostExited(.exited(code: 3)))
    }

    private let resident = Plan.Host.ready(when: .reported).with(\.isResident, true)

    private func orders(_ world: Simulation) -> [Effect] {
        world.effects.filter {
            switch $0 {
            case .terminate, .kill, .raiseStopping, .publish(.busy), .terminateStragglers, .killStragglers, .finish:
                true
            default: false
            }
        }
    }

    @Test func `a stop leaves rotation, then OnStop, host, background newest first, foreground, stragglers`() {
        var world = Simulation.started(
            Plan([.foreground("f"), .background("b1"), .background("b2"), .simple("s")], host: resident)
        )
        world.exit("s")
        let ids = ["host", "b2", "b1", "f"].map { world.child($0) }
        world.report(.ready)
        world.send(.stopRequested)
        #expect(
            orders(world) == [.publish(.busy), .raiseStopping(ids[0])] + ids.map { .terminate($0) }
                + [.terminateStragglers, .finish(.stopped)]
        )
    }

    @Test func `the host is waited for before any background task is told, and those before any foreground task`() {
        var world = Simulation.started(Plan([.foreground("f"), .background("b")], host: .plain))
        world.ignoresTerminate = ["host", "b", "f"]
        let (host, background, foreground) = (world.child("host"), world.child("b"), world.child("f"))
        world.send(.stopRequested)
        #expect(orders(world) == [.publish(.busy), .terminate(host)])
        world.exit("host", .signaled(15))
        #expect(orders(world).last == .terminate(background))
        world.exit("b", .signaled(15))
        #expect(orders(world).last == .terminate(foreground))
        #expect(world.machine.status.awaited == .children([.task(0)]))
    }

    @Test func `background tasks are told together and share one timer`() {
        var world = Simulation.started(Plan((0..<1000).map { .background("b\($0)") }))
        world.ignoresTerminate = Set(world.running)
        let newestFirst = world.machine.children.map { Effect.terminate($0.0) }.reversed()
        world.send(.stopRequested)
        #expect(orders(world).dropFirst() == Array(newestFirst)[...])
        #expect(world.timers.count == 1)
        for index in 0..<999 { world.exit("b\(index)", .signaled(15)) }
        #expect(world.timers.count == 1)
        world.advance(by: .seconds(30))
        #expect(orders(world).count { if case .kill = $0 { true } else { false } } == 1)
        #expect(world.finished == .stopped)
    }

    @Test func `a child that ignores SIGTERM is killed at its own stop timeout, not before`() {
        let slow = Plan.Task.background("slow").with(\.stopTimeout, .seconds(9))
        let quick = Plan.Task.background("quick").with(\.stopTimeout, .seconds(3))
        var world = Simulation.started(Plan([slow, quick]))
        world.ignoresTerminate = ["slow", "quick"]
        world.send(.stopRequested)
        world.advance(by: .milliseconds(2999))
        #expect(world.running == ["slow", "quick"])
        world.advance(by: .milliseconds(1))
        #expect(world.running == ["slow"])
        world.advance(by: .seconds(6))
        #expect(world.finished == .stopped)
        #expect(world.now == .seconds(9))
    }

    @Test func `a foreground task is waited for without a limit, and a second request kills it`() {
        var world = Simulation.started(Plan([.foreground("f")], host: .plain))
        world.ignoresTerminate = ["f"]
        world.send(.stopRequested)
        world.advance(by: .seconds(1_000_000))
        #expect(world.running == ["f"])
        world.send(.stopRequested)
        #expect(world.finished == .stopped)
    }

    @Test func `a foreground task with a stop timeout is killed at it`() {
        var world = Simulation.started(Plan([.foreground("f").with(\.stopTimeout, .seconds(7))]))
        world.ignoresTerminate = ["f"]
        world.send(.stopRequested)
        world.advance(by: .seconds(7))
        #expect(world.finished == .stopped)
    }

    @Test func `OnStop is waited for 5 minutes, then the host is terminated`() {
        var world = Simulation.started(Plan([], host: resident))
        world.report(.ready)
        world.onStopHangs = true
        world.send(.stopRequested)
        world.advance(by: .milliseconds(299_999))
        #expect(world.running == ["host"])
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .stopped)
    }

    @Test func `a resident host that exits during OnStop is not terminated and the stop goes on`() {
        var world = Simulation.started(Plan([.background("b")], host: resident))
        world.report(.ready)
        world.onStopHangs = true
        world.send(.stopRequested)
        let host = world.child("host")
        world.exit("host")
        #expect(!world.effects.contains(.terminate(host)))
        #expect(world.finished == .stopped)
        #expect(world.timers.isEmpty)
    }

    @Test func `Stopping is not raised on a host whose OnStart has not ended, nor on one that answers nothing`() {
        var world = Simulation.started(Plan([], host: resident))
        world.send(.stopRequested)
        #expect(!orders(world).contains { if case .raiseStopping = $0 { true } else { false } })
        world = .started(Plan([], host: resident))
        world.report(.ready)
        world.answer = nil
        world.advance(by: .seconds(55))
        #expect(world.finished == .unresponsive)
        #expect(!orders(world).contains { if case .raiseStopping = $0 { true } else { false } })
    }

    @Test func `a second request kills everything at once and a third changes nothing`() {
        var world = Simulation.started(Plan([.foreground("f"), .background("b")], host: .plain))
        world.unkillable = ["host", "b", "f"]
        let ids = ["host", "b", "f"].map { world.child($0) }
        world.send(.stopRequested)
        world.send(.stopRequested)
        #expect(orders(world).suffix(3) == ids.map { .kill($0) }[...])
        let count = world.effects.count
        world.send(.stopRequested)
        #expect(world.effects.count == count)
        for name in ["host", "b", "f"] { world.exit(name, .signaled(9)) }
        #expect(orders(world).suffix(2) == [.killStragglers, .finish(.stopped)])
    }

    @Test func `a second request during OnStop and while stragglers are waited for does not wait either`() {
        var world = Simulation.started(Plan([], host: resident))
        world.report(.ready)
        world.onStopHangs = true
        world.send(.stopRequested)
        world.send(.stopRequested)
        #expect(world.finished == .stopped)
        world = .started(Plan([]))
        world.stragglersNeed = .kill
        world.send(.stopRequested)
        #expect(world.finished == nil)
        world.send(.stopRequested)
        #expect(world.finished == .stopped)
    }

    @Test func `a stop during a simple task terminates it and starts nothing behind it`() {
        var world = Simulation.started(Plan([.simple("a"), .simple("b")], host: .plain))
        world.ignoresTerminate = ["a"]
        world.send(.stopRequested)
        world.advance(by: .milliseconds(29_999))
        #expect(world.running == ["a"])
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .stopped)
        #expect(world.effects.count { if case .spawn = $0 { true } else { false } } == 1)
    }

    @Test func `a simple task that ends well during a stop starts nothing either`() {
        var world = Simulation.started(Plan([.simple("a"), .simple("b")]))
        world.ignoresTerminate = ["a"]
        world.send(.stopRequested)
        world.exit("a")
        #expect(world.finished == .stopped)
    }

    @Test func `a stop while a native block waits ends the start`() {
        var world = Simulation.started(Plan([.background("a"), .block("w", .native(agent: 0))], host: .plain))
        let agent = world.child("a")
        world.send(.stopRequested)
        #expect(world.effects.contains(.unwatchReadiness(agent)))
        #expect(world.finished == .stopped)
    }

    @Test func `a child whose start is answered after the stop is terminated then, and a failed start is waited for`() {
        for isStarted in [true, false] {
            var world = Simulation(Plan([], host: .plain))
            world.slowToStart = ["host"]
            world.send(.startRequested)
            world.send(.stopRequested)
            #expect(world.finished == nil)
            let host = world.child("host")
            if isStarted { world.start("host") } else { world.send(.childStartFailed(host, .missing)) }
            #expect(world.effects.contains(.terminate(host)) == isStarted)
            #expect(world.finished == .stopped)
        }
    }

    @Test func `a child that starts after its kill was ordered is killed again, given up or not`() {
        for wait in [30, 40] {
            var world = Simulation(Plan([.foreground("f")], host: .plain))
            world.slowToStart = ["host"]
            world.ignoresTerminate = ["f"]
            world.send(.startRequested)
            world.send(.stopRequested)
            world.advance(by: .seconds(wait))
            world.start("host")
            #expect(world.running == ["f"])
        }
    }

    @Test func `a child that survives its kill is given up after 10 s and shown as still running`() {
        var world = Simulation.started(Plan([.background("b"), .background("c")], host: .plain))
        world.unkillable = ["b", "host"]
        world.send(.stopRequested)
        world.advance(by: .milliseconds(39_999))
        #expect(world.running == ["b", "c", "host"])
        world.advance(by: .milliseconds(1))
        #expect(world.running == ["b", "host"])
        #expect(world.machine.status.host?.state == .stillRunning)
        world.advance(by: .seconds(40))
        #expect(world.finished == .stopped)
        #expect(world.state("b") == .stillRunning)
        #expect(world.timers.isEmpty)
    }

    @Test func `stragglers are told to end, killed after 5 s, and given up after another 10`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.stragglersNeed = .miracle
        world.send(.stopRequested)
        #expect(orders(world).last == .terminateStragglers)
        world.advance(by: .seconds(5))
        #expect(orders(world).last == .killStragglers)
        world.advance(by: .milliseconds(9_999))
        #expect(world.finished == nil)
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .stopped)
    }

    @Test func `a stop before the start, and one amid a failure, end with the reason that came first`() {
        var world = Simulation(Plan([.simple("a")]))
        world.send(.stopRequested)
        #expect(world.effects == [.finish(.stopped)])
        world.send(.startRequested)
        #expect(world.effects == [.finish(.stopped)])

        world = .started(Plan([.background("b"), .simple("a")]))
        world.ignoresTerminate = ["b"]
        world.exit("a", .exited(code: 2))
        world.send(.stopRequested)
        #expect(world.running == ["b"])
        world.send(.stopRequested)
        #expect(world.finished == .startupTaskFailed(task: 1, .ended(.exited(code: 2))))
    }

    @Test func `a recycle is a stop with a reason of its own, and a stop amid it makes it a stop`() {
        var world = Simulation.started(Plan([.background("b")], host: resident))
        world.report(.ready)
        world.ignoresTerminate = ["b"]
        world.send(.recycleRequested)
        #expect(orders(world).prefix(2) == [.publish(.busy), .raiseStopping(ChildID(2))])
        var other = world
        world.exit("b")
        #expect(world.finished == .recycleRequested)
        other.send(.stopRequested)
        other.exit("b")
        #expect(other.finished == .stopped)
    }

    @Test func `the host's own end during a stop as asked changes no reason`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.ignoresTerminate = ["host"]
        world.send(.stopRequested)
        world.exit("host", .exited(code: 9))
        #expect(world.finished == .stopped)
    }
}
