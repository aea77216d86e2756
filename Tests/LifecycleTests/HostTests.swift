import Lifecycle
import RoleModel
import Testing

@Suite struct HostTests {
    @Test func `a host that is ready when started is Ready with its execution, not with its order`() {
        var world = Simulation(Plan([], host: .plain))
        world.slowToStart = ["host"]
        world.send(.startRequested)
        #expect(world.published.isEmpty)
        world.start("host")
        #expect(world.published == [.ready])
    }

    @Test func `a host whose readiness is watched is Ready when it holds`() {
        var world = Simulation.started(Plan([], host: .ready(when: .readinessHolds)))
        #expect(world.published.isEmpty)
        #expect(world.effects.contains(.watchReadiness(world.child("host"), .host)))
        world.ready("host")
        #expect(world.published == [.ready])
    }

    @Test func `a host that reports is Ready when it says so`() {
        var world = Simulation.started(Plan([], host: .ready(when: .reported)))
        world.ready("host")
        world.report(.busy)
        #expect(world.published.isEmpty)
        world.report(.ready)
        #expect(world.published == [.ready])
    }

    @Test func `a host that has said Busy before its readiness holds is Busy until it says Ready`() {
        var world = Simulation.started(Plan([], host: .ready(when: .readinessHolds)))
        world.report(.busy)
        world.ready("host")
        #expect(world.published.isEmpty)
        #expect(world.machine.status.phase == .busy)
        world.report(.ready)
        #expect(world.published == [.ready])
    }

    @Test(arguments: [Plan.Host.ReadyWhen.readinessHolds, .reported])
    func `a host that is not Ready in time is stopped in order`(when: Plan.Host.ReadyWhen) {
        var world = Simulation.started(Plan([.background("b")], host: .ready(when: when)))
        world.advance(by: .milliseconds(299_999))
        #expect(world.running == ["b", "host"])
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .hostReadinessTimedOut)
        #expect(world.running.isEmpty)
    }

    @Test func `more time that a host asks for is added to its limit, never taken from it`() {
        var world = Simulation.started(Plan([], host: .ready(when: .reported)))
        world.send(.timeExtended(world.child("host"), .seconds(10)))
        world.advance(by: .milliseconds(299_000))
        #expect(world.running == ["host"])
        world.send(.timeExtended(world.child("host"), .seconds(10)))
        world.advance(by: .milliseconds(9_999))
        #expect(world.running == ["host"])
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .hostReadinessTimedOut)
    }

    @Test func `more time that a host asks for while it ends holds its kill back`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.ignoresTerminate = ["host"]
        world.send(.stopRequested)
        world.advance(by: .seconds(29))
        world.send(.timeExtended(world.child("host"), .seconds(60)))
        world.advance(by: .milliseconds(59_999))
        #expect(world.running == ["host"])
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .stopped)
    }

    @Test func `a host without a limit is waited for`() {
        var world = Simulation.started(Plan([], host: .ready(when: .reported).with(\.readinessTimeout, nil)))
        #expect(world.timers.isEmpty)
        world.report(.ready)
        #expect(world.published == [.ready])
    }

    @Test func `a host that shuts its readiness channel fails after the grace`() {
        var world = Simulation.started(Plan([], host: .ready(when: .readinessHolds)))
        world.lose("host")
        #expect(world.finished == nil)
        world.advance(by: .milliseconds(100))
        #expect(world.finished == .hostReadinessLost)
    }

    @Test func `a host that can not be executed ends the run`() {
        var world = Simulation(Plan([.background("b")], host: .plain))
        world.unstartable = ["host"]
        world.send(.startRequested)
        #expect(world.finished == .hostStartFailed(.missing))
        #expect(world.running.isEmpty)
    }

    @Test(arguments: [TerminationStatus.exited(code: 0), .exited(code: 3), .signaled(11)])
    func `a host that ends by itself ends the run with its own status, Ready or not`(status: TerminationStatus) {
        for when in [Plan.Host.ReadyWhen.started, .reported] {
            var world = Simulation.started(Plan([.background("b")], host: .ready(when: when)))
            world.exit("host", status)
            #expect(world.finished == .hostExited(status))
            #expect(world.published == (when == .started ? [.ready, .busy] : []))
            #expect(world.running.isEmpty)
        }
    }

    @Test func `Ready and Busy that the host reports are published at once, and only when they change`() {
        var world = Simulation.started(Plan([], host: .plain))
        for status in [RoleInstanceStatus.ready, .busy, .busy, .ready, .ready, .busy] { world.report(status) }
        #expect(world.published == [.ready, .busy, .ready, .busy])
    }

    @Test func `a report of anybody but the host is no status`() {
        var world = Simulation.started(Plan([.background("b")], host: .plain))
        world.send(.hostReported(world.child("b"), .busy))
        world.send(.hostReported(ChildID(99), .busy))
        #expect(world.published == [.ready])
    }
}
