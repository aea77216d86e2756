import Lifecycle
import RoleModel
import Testing

@Suite struct StatusCheckTests {
    private func checks(_ world: Simulation) -> Int {
        world.effects.count { if case .checkStatus = $0 { true } else { false } }
    }

    @Test func `the host is asked every 15 s, counted from check to check`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.advance(by: .milliseconds(14_999))
        #expect(checks(world) == 0)
        world.advance(by: .milliseconds(1))
        #expect(checks(world) == 1)
        world.answer = nil
        world.advance(by: .seconds(30))
        #expect(checks(world) == 3)
    }

    @Test func `Busy holds until the next check`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.answer = .busy
        world.advance(by: .seconds(15))
        world.answer = .ready
        world.advance(by: .milliseconds(14_999))
        #expect(world.published == [.ready, .busy])
        world.advance(by: .milliseconds(1))
        #expect(world.published == [.ready, .busy, .ready])
    }

    @Test func `three misses in a row make the instance Unresponsive and end it`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.answer = nil
        world.ignoresTerminate = ["host"]
        world.advance(by: .milliseconds(15_000 + 15_000 + 15_000 + 9_999))
        #expect(world.machine.status.host?.misses == 2)
        #expect(world.machine.status.phase == .ready)
        world.advance(by: .milliseconds(1))
        #expect(world.machine.status.phase == .unresponsive)
        world.advance(by: .seconds(30))
        #expect(world.finished == .unresponsive)
    }

    @Test func `an answer forgets the misses before it`() {
        var world = Simulation.started(Plan([], host: .plain))
        for _ in 0..<3 {
            world.answer = nil
            world.advance(by: .seconds(30))
            world.answer = .ready
            world.advance(by: .seconds(15))
        }
        #expect(world.finished == nil)
        #expect(world.machine.status.host?.misses == 0)
    }

    @Test func `an answer that comes too late is none`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.answer = nil
        world.advance(by: .seconds(25))
        world.send(.statusCheckAnswered(world.openChecks[0], .busy))
        #expect(world.published == [.ready])
        #expect(world.machine.status.host?.misses == 1)
    }

    @Test func `a late answer to an earlier check does not answer the one that is open`() {
        var world = Simulation.started(Plan([], host: .plain))
        world.answer = nil
        world.advance(by: .seconds(30))
        #expect(world.openChecks.count == 2)
        world.send(.statusCheckAnswered(world.openChecks[0], .busy))
        #expect(world.published == [.ready])
        world.advance(by: .seconds(10))
        #expect(world.machine.status.host?.misses == 2)
    }

    @Test func `a question that is still open is not asked again`() {
        let plan = Plan([], host: .plain).with(\.statusCheckTimeout, .seconds(40))
        var world = Simulation.started(plan)
        world.answer = nil
        world.advance(by: .seconds(54))
        #expect(checks(world) == 1)
        world.advance(by: .seconds(6))
        #expect(checks(world) == 2)
    }

    @Test func `a host that is not Ready yet, and a role without one, are asked nothing`() {
        for plan in [Plan([], host: .ready(when: .reported)), Plan([])] {
            var world = Simulation.started(plan)
            world.advance(by: .seconds(200))
            #expect(checks(world) == 0)
        }
    }

    @Test func `nothing is armed between two checks but the next one`() {
        var world = Simulation.started(Plan((0..<100).map { .background("b\($0)") }, host: .plain))
        #expect(world.timers.count == 1)
        world.advance(by: .seconds(15))
        #expect(world.timers.count == 1)
    }
}
