import Lifecycle
import RoleModel
import Testing

@Suite struct RestartTests {
    private func plan(_ restart: RestartPolicy, type: TaskType = .background) -> Plan {
        Plan([Plan.Task(name: "b", type: type).with(\.restart, restart)], host: .plain)
    }

    @Test(arguments: [
        (RestartPolicy.never, UInt8(0), false), (.never, 1, false), (.onFailure, 0, false), (.onFailure, 1, true),
        (.always, 0, true), (.always, 1, true),
    ])
    func `a task is started again as its policy says`(policy: RestartPolicy, code: UInt8, isRestarted: Bool) {
        for type in [TaskType.background, .foreground] {
            var world = Simulation.started(plan(policy, type: type))
            world.exit("b", .exited(code: code))
            world.advance(by: .milliseconds(99))
            #expect(world.running == ["host"])
            world.advance(by: .milliseconds(1))
            #expect(world.running == (isRestarted ? ["host", "b"] : ["host"]))
        }
    }

    @Test func `the delay doubles from 100 ms to 30 s`() {
        var world = Simulation.started(plan(.always).with(\.statusCheckInterval, .zero))
        var delays: [Duration] = []
        for _ in 0..<11 {
            world.exit("b")
            let before = world.now
            let delay = (world.timers.values.min() ?? .zero) - before
            delays.append(delay)
            world.advance(by: delay)
            #expect(world.running.contains("b"))
        }
        let doubled = (0..<9).map { Duration.milliseconds(100 << $0) }
        #expect(delays == doubled + [.seconds(30), .seconds(30)])
        #expect(world.machine.status.tasks[0].restarts == 11)
    }

    @Test(arguments: [(Duration.milliseconds(59_999), 400), (.seconds(60), 100)])
    func `the delay is forgotten after 60 s of life, not before`(life: Duration, delay: Int) {
        var world = Simulation.started(plan(.always).with(\.statusCheckInterval, .zero))
        for pause in [100, 200] {
            world.exit("b")
            world.advance(by: .milliseconds(pause))
        }
        world.advance(by: life)
        world.exit("b")
        world.advance(by: .milliseconds(delay - 1))
        #expect(world.running == ["host"])
        world.advance(by: .milliseconds(1))
        #expect(world.running == ["host", "b"])
    }

    @Test func `a child that never failed arms no timer`() {
        let world = Simulation.started(plan(.always).with(\.statusCheckInterval, .zero))
        #expect(world.timers.isEmpty)
    }

    @Test func `a task that can not be executed is started again as well`() {
        var world = Simulation(plan(.onFailure))
        world.unstartable = ["b"]
        world.send(.startRequested)
        #expect(world.state("b") == .restarting(after: .startFailed(.missing)))
        world.unstartable = []
        world.advance(by: .milliseconds(100))
        #expect(world.state("b") == .running)
        #expect(world.machine.status.tasks[0].failures == 1)
    }

    @Test func `a stop during the delay cancels the restart`() {
        var world = Simulation.started(plan(.always))
        world.exit("b")
        world.ignoresTerminate = ["host"]
        world.send(.stopRequested)
        world.advance(by: .seconds(1))
        #expect(world.running == ["host"])
        world.exit("host")
        #expect(world.finished == .stopped)
        #expect(world.timers.isEmpty)
    }
}
