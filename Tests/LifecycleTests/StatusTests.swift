import Lifecycle
import RoleModel
import Testing

@Suite struct StatusTests {
    @Test func `the status tells phase, what is waited for, and why, from start to end`() {
        let tasks: [Plan.Task] = [.background("agent"), .block("block", .native(agent: 0)), .simple("a")]
        var world = Simulation(Plan(tasks, host: .ready(when: .reported).with(\.isResident, true)))
        var seen: [String] = []
        func look(_ world: Simulation) {
            let status = world.machine.status
            let awaited = status.awaited.map { "\($0)" } ?? "-"
            seen.append(
                "\(status.phase.rawValue) \(awaited.replacing("Lifecycle.Work.", with: "")) \(status.reason == nil ? "-" : "why")"
            )
        }
        world.slowToStart = ["host"]
        world.onStopHangs = true
        world.ignoresTerminate = ["agent"]
        world.stragglersNeed = .kill
        look(world)
        world.send(.startRequested)
        look(world)
        world.ready("agent")
        look(world)
        world.exit("a")
        look(world)
        world.start("host")
        look(world)
        world.report(.ready)
        look(world)
        world.report(.busy)
        look(world)
        world.send(.stopRequested)
        look(world)
        world.send(.hostStopped(world.child("host")))
        look(world)
        world.exit("agent")
        look(world)
        world.advance(by: .seconds(5))
        look(world)
        #expect(
            seen == [
                "CreatingRole start -",
                "StartingRole agent(task: 1, agent: 0) -",
                "StartingRole task(2) -",
                "StartingRole hostStart -",
                "BusyRole hostReady -",
                "ReadyRole - -",
                "BusyRole - -",
                "StoppingRole hostStopping why",
                "StoppingRole children([task(0)]) why",
                "StoppingRole stragglers why",
                "StoppedRole - why",
            ]
        )
    }

    @Test func `each task shows its state and its child`() {
        let restarting = Plan.Task.background("restarting").with(\.restart, .always)
        let ready = Plan.Task.background("ready").with(\.watchesReadiness, true)
        let tasks: [Plan.Task] = [
            .background("failed"), restarting, ready, .background("starting"), .foreground("running"), .simple("done"),
            .simple("now"), .simple("later"),
        ]
        var world = Simulation(Plan(tasks, host: .plain))
        world.slowToStart = ["starting"]
        world.send(.startRequested)
        world.exit("failed", .signaled(6))
        world.exit("restarting")
        world.ready("ready")
        world.exit("done")
        let status = world.machine.status
        #expect(
            status.tasks.map(\.state) == [
                .failed(.ended(.signaled(6))), .restarting(after: nil), .ready, .starting, .running,
                .exited(.exited(code: 0)), .running, .waiting,
            ]
        )
        #expect(status.tasks.map(\.name) == tasks.map(\.name))
        #expect(status.tasks[4].child == world.child("running"))
        #expect(status.tasks[7].child == nil)
        #expect(status.host?.state == .absent)
        world.ignoresTerminate = ["now", "running"]
        world.send(.stopRequested)
        #expect(world.state("now") == .stopping)
        #expect(world.state("running") == .running)
        #expect(world.state("restarting") == .exited(.exited(code: 0)))
        #expect(world.machine.status.isStopRequested)
    }

    @Test func `a role that fails again and again is told from one that failed once`() {
        let plan = Plan([.simple("a")], host: .plain).with(\.recycle, .always)
        var world = Simulation.started(plan)
        var phases: [InstancePhase] = []
        for _ in 0..<2 {
            world.exit("a", .exited(code: 1))
            phases.append(world.machine.status.phase)
            world.advance(by: .seconds(5))
        }
        world.exit("a")
        world.exit("host", .exited(code: 1))
        phases.append(world.machine.status.phase)
        #expect(phases == [.restarting, .failedStarting, .cycling])
    }
}
