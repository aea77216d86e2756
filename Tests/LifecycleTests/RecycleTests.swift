import Lifecycle
import RoleModel
import Testing

@Suite struct RecycleTests {
    private func world(_ policy: RecyclePolicy) -> Simulation {
        .started(Plan([.background("b"), .simple("a")], host: .plain).with(\.recycle, policy))
    }

    @Test(arguments: RecyclePolicy.allCases)
    func `a failure begins a new incarnation unless the policy is never`(policy: RecyclePolicy) {
        var world = world(policy)
        world.exit("a", .exited(code: 7))
        world.advance(by: .milliseconds(999))
        #expect(world.running.isEmpty)
        world.advance(by: .milliseconds(1))
        #expect(world.running == (policy == .never ? [] : ["b", "a"]))
        #expect(world.effects.contains(.beginIncarnation(2)) == (policy != .never))
        #expect((world.finished == nil) == (policy != .never))
    }

    @Test(arguments: [(RecyclePolicy.onFailure, UInt8(0), false), (.onFailure, 1, true), (.always, 0, true)])
    func `the end of the host is judged by the policy`(policy: RecyclePolicy, code: UInt8, recycles: Bool) {
        var world = world(policy)
        world.exit("a")
        world.exit("host", .exited(code: code))
        #expect((world.finished == nil) == recycles)
        #expect(world.machine.status.phase == (recycles ? .restarting : .stopped))
    }

    @Test(arguments: [RecyclePolicy.onFailure, .always])
    func `a recycle that was asked for begins again, and a stop that was asked for never does`(policy: RecyclePolicy) {
        var recycled = world(policy)
        recycled.send(.recycleRequested)
        recycled.advance(by: .seconds(1))
        #expect(recycled.running == ["b", "a"])
        var stopped = world(policy)
        stopped.send(.stopRequested)
        #expect(stopped.finished == .stopped)
    }

    @Test func `an incarnation runs what its own files say, other tasks, types and limits included`() {
        var world = world(.always)
        world.nextPlan = Plan([.simple("c").with(\.timeout, .seconds(5)), .background("d")], host: .plain)
        world.exit("a", .exited(code: 7))
        world.advance(by: .seconds(1))
        #expect(world.running == ["c"])
        #expect(world.machine.status.tasks.map(\.name) == ["c", "d"])
        world.advance(by: .seconds(5))
        #expect(world.finished == .startupTaskFailed(task: 0, .timedOut))
    }

    @Test func `a stop while the files are read again ends the run, and news of them changes nothing`() {
        var machine = Machine(Plan([.simple("a")]).with(\.recycle, .always))
        _ = machine.handle(.startRequested)
        _ = machine.handle(.childExited(machine.children[0].0, .exited(code: 1)))
        _ = machine.handle(.stragglersGone)
        let timer = machine.armedTimers.first ?? TimerID(0)
        #expect(machine.handle(.timerFired(timer)) == [.beginIncarnation(2)])
        #expect(machine.handle(.stopRequested) == [.finish(.stopped)])
        #expect(machine.handle(.incarnationPrepared(machine.plan)).isEmpty)
    }

    @Test func `a stop amid a failure prevents the recycle and keeps the reason`() {
        var world = world(.always)
        world.ignoresTerminate = ["b"]
        world.exit("a", .exited(code: 7))
        world.send(.stopRequested)
        world.exit("b", .signaled(15))
        #expect(world.finished == .startupTaskFailed(task: 1, .ended(.exited(code: 7))))
    }

    @Test func `a stop during the delay ends the run at once`() {
        var world = world(.always)
        world.exit("a", .exited(code: 7))
        world.send(.stopRequested)
        #expect(world.finished == .stopped)
        #expect(world.timers.isEmpty)
    }

    @Test func `the delay doubles from 1 s to 5 min`() {
        var world = world(.onFailure)
        var delays: [Duration] = []
        for _ in 0..<11 {
            world.exit("a", .exited(code: 7))
            let delay = (world.timers.values.min() ?? .zero) - world.now
            delays.append(delay)
            world.advance(by: delay)
        }
        let doubled = (0..<9).map { Duration.seconds(1 << $0) }
        #expect(delays == doubled + [.seconds(300), .seconds(300)])
        #expect(world.machine.incarnation == 12)
    }

    @Test(arguments: [(Duration.milliseconds(599_999), 2000), (.seconds(600), 1000)])
    func `the delay is forgotten after 10 min of Ready, not before`(ready: Duration, delay: Int) {
        var world = world(.always)
        world.exit("a", .exited(code: 7))
        world.advance(by: .seconds(1))
        world.exit("a")
        world.advance(by: .seconds(30))
        world.report(.busy)
        world.answer = nil
        world.report(.ready)
        world.answer = .ready
        world.advance(by: ready)
        world.exit("host")
        world.advance(by: .milliseconds(delay - 1))
        #expect(world.running.isEmpty)
        world.advance(by: .milliseconds(1))
        #expect(world.running == ["b", "a"])
    }

    @Test func `identifiers are never used again and news of an earlier incarnation falls through`() {
        var world = world(.always)
        let old = world.machine.children.map(\.0)
        world.exit("a", .exited(code: 7))
        world.advance(by: .seconds(1))
        let machine = world.machine
        #expect(Set(old).isDisjoint(with: machine.children.map(\.0)))
        for child in old {
            for event in [
                Event.childStarted(child), .childExited(child, .exited(code: 1)), .childReady(child),
                .childStartFailed(child, .missing), .readinessLost(child), .hostStopped(child),
            ] {
                world.send(event)
            }
        }
        for timer in 0...20 where !machine.armedTimers.contains(TimerID(UInt64(timer))) {
            world.send(.timerFired(TimerID(UInt64(timer))))
        }
        #expect(world.machine == machine)
    }

    @Test func `no incarnation begins beside a process that could not be ended`() {
        var child = world(.always)
        child.unkillable = ["b"]
        child.exit("a", .exited(code: 7))
        child.advance(by: .seconds(100))
        #expect(child.finished != nil)
        var straggler = world(.always)
        straggler.stragglersNeed = .miracle
        straggler.exit("a", .exited(code: 7))
        straggler.advance(by: .seconds(100))
        #expect(straggler.finished != nil)
    }

    @Test func `after finish every event gives nothing`() {
        var world = world(.never)
        world.unkillable = ["b"]
        world.send(.stopRequested)
        world.advance(by: .seconds(100))
        #expect(world.finished == .stopped)
        let b = world.child("b")
        for event in [
            Event.startRequested, .stopRequested, .recycleRequested, .stragglersGone, .childStarted(b),
            .childExited(b, .exited(code: 0)),
        ] {
            #expect(world.machine.handle(event).isEmpty)
        }
    }
}
