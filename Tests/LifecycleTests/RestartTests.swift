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

/// A restart that somebody asked for (H1).
@Suite struct RequestedRestartTests {
    private func plan(_ type: TaskType = .background) -> Plan {
        Plan([Plan.Task(name: "b", type: type).with(\.restart, .never)], host: .plain)
    }

    @Test(arguments: [TaskType.background, .foreground])
    func `the process is told to end, and another one begins when it has`(type: TaskType) {
        var world = Simulation.started(plan(type))
        world.ignoresTerminate = ["b"]
        world.send(.restartRequested(0))
        #expect(world.machine.status.tasks[0].state == .stopping)
        world.exit("b", .signaled(15))
        #expect(world.running == ["host", "b"])
        #expect(world.machine.status.tasks[0].restarts == 1)
        #expect(world.machine.status.tasks[0].failures == 0)
        world.exit("b", .exited(code: 1))
        #expect(world.running == ["host"])
    }

    @Test func `a process that has ended is followed by another one at once, a delay is cut short`() {
        var world = Simulation.started(plan())
        world.exit("b")
        world.send(.restartRequested(0))
        #expect(world.running == ["host", "b"])
        var delayed = Simulation.started(
            Plan([Plan.Task(name: "b", type: .background).with(\.restart, .always)], host: .plain)
        )
        delayed.exit("b")
        delayed.send(.restartRequested(0))
        #expect(delayed.running == ["host", "b"])
        delayed.exit("b")
        delayed.send(.stopRequested)
        delayed.send(.restartRequested(0))
        #expect(!delayed.running.contains("b"))
    }

    @Test func `what can not be restarted is refused and left alone`() {
        var world = Simulation(
            Plan(
                [
                    Plan.Task(name: "agent", type: .background),
                    Plan.Task(name: "block", type: .simple).with(\.block, .native(agent: 0)),
                    Plan.Task(name: "late", type: .background),
                ],
                host: .plain
            )
        )
        #expect(world.machine.restartRefusal(of: 0) == .wrongPhase)
        world.send(.startRequested)
        for (index, refusal) in [(0, Machine.RestartRefusal.awaited), (1, .simple), (2, .notReached), (3, .unknown)] {
            #expect(world.machine.restartRefusal(of: index) == refusal)
            let before = world.machine
            world.send(.restartRequested(index))
            #expect(world.machine == before)
        }
        world.send(.stopRequested)
        #expect(world.machine.restartRefusal(of: 0) == .wrongPhase)
    }
}
