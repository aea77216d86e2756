import Lifecycle
import RoleModel
import Testing

@Suite struct StartupTests {
    @Test func `simple tasks run one at a time in file order and the host comes last`() {
        var world = Simulation.started(Plan([.simple("a"), .simple("b")], host: .plain))
        #expect(world.running == ["a"])
        world.exit("a")
        #expect(world.running == ["b"])
        world.exit("b")
        #expect(world.running == ["host"])
    }

    @Test(arguments: [TerminationStatus.exited(code: 7), .exited(code: 255), .signaled(9)])
    func `a simple task that fails ends the start and nothing behind it is started`(status: TerminationStatus) {
        var world = Simulation.started(Plan([.simple("a"), .background("b"), .simple("c")], host: .plain))
        world.exit("a", status)
        #expect(world.running.isEmpty)
        #expect(world.finished == .startupTaskFailed(task: 0, .ended(status)))
        #expect(world.published.isEmpty)
    }

    @Test func `what runs beside a failed simple task is stopped before the run ends`() {
        var world = Simulation.started(Plan([.background("b"), .simple("a")]))
        world.ignoresTerminate = ["b"]
        world.exit("a", .exited(code: 1))
        #expect(world.running == ["b"])
        #expect(world.finished == nil)
        world.exit("b", .signaled(15))
        #expect(world.finished == .startupTaskFailed(task: 1, .ended(.exited(code: 1))))
    }

    @Test func `an exit code that is declared a success goes on and 0 that is not declared fails`() {
        let task = Plan.Task.simple("a").with(\.successExitCodes, [143])
        var world = Simulation.started(Plan([task]))
        world.exit("a", .exited(code: 143))
        #expect(world.published == [.ready])
        world = .started(Plan([task]))
        world.exit("a")
        #expect(world.finished == .startupTaskFailed(task: 0, .ended(.exited(code: 0))))
    }

    @Test func `a simple task that can not be executed fails the start`() {
        var world = Simulation(Plan([.simple("a")], host: .plain))
        world.unstartable = ["a"]
        world.send(.startRequested)
        #expect(world.finished == .startupTaskFailed(task: 0, .startFailed(.missing)))
    }

    @Test func `a simple task that outlives its timeout is terminated, then killed, and fails as timed out`() {
        let task = Plan.Task.simple("a").with(\.timeout, .seconds(60)).with(\.stopTimeout, .seconds(5))
        var world = Simulation.started(Plan([task]))
        world.ignoresTerminate = ["a"]
        let id = world.child("a")
        world.advance(by: .seconds(59))
        #expect(!world.effects.contains(.terminate(id)))
        world.advance(by: .seconds(1))
        #expect(world.effects.contains(.terminate(id)))
        world.advance(by: .milliseconds(4999))
        #expect(!world.effects.contains(.kill(id)))
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .startupTaskFailed(task: 0, .timedOut))
    }

    @Test func `a simple task that ends in time leaves no timer behind`() {
        var world = Simulation.started(Plan([.simple("a").with(\.timeout, .seconds(60))]))
        world.exit("a")
        #expect(world.timers.isEmpty)
    }

    @Test func `background and foreground tasks are ordered without waiting for one another`() {
        var world = Simulation(Plan((0..<1000).map { .background("b\($0)") } + [.foreground("f")], host: .plain))
        let effects = world.machine.handle(.startRequested)
        #expect(effects.filter { if case .spawn = $0 { true } else { false } }.count == 1002)
    }

    @Test func `a background task that fails or can not be executed does not fail the start and is counted`() {
        var world = Simulation(Plan([.background("b"), .foreground("f"), .simple("a")], host: .plain))
        world.unstartable = ["f"]
        world.send(.startRequested)
        world.exit("b", .exited(code: 3))
        world.exit("a")
        #expect(world.running == ["host"])
        #expect(world.state("b") == .failed(.ended(.exited(code: 3))))
        #expect(world.state("f") == .failed(.startFailed(.missing)))
        #expect(world.machine.status.tasks.map(\.failures) == [1, 1, 0])
    }

    @Test func `a role without a host is Ready when its tasks are done, until it is told to stop`() {
        var world = Simulation.started(Plan([.background("b"), .simple("a")]))
        #expect(world.published.isEmpty)
        world.exit("a")
        #expect(world.published == [.ready])
        world.exit("b")
        #expect(world.finished == nil)
        world.send(.stopRequested)
        #expect(world.published == [.ready, .busy])
        #expect(world.finished == .stopped)
    }
}
