import Lifecycle
import RoleModel
import Testing

@Suite struct BlockTests {
    /// An agent, something between, and what waits for the agent.
    private func pair(_ block: Plan.Block, restart: RestartPolicy = .never) -> Plan {
        let agent = Plan.Task.background("agent").with(\.restart, restart).with(\.readinessTimeout, .seconds(60))
        return Plan([agent, .simple("between"), .block("block", block), .simple("behind")])
    }

    @Test func `a native block runs no program and goes on when its agent is ready`() {
        var world = Simulation.started(pair(.native(agent: 0)))
        world.exit("between")
        #expect(world.running == ["agent"])
        #expect(world.state("block") == .blocking)
        world.ready("agent")
        #expect(world.running == ["agent", "behind"])
        #expect(world.state("block") == .passed)
        #expect(world.state("agent") == .ready)
        #expect(world.timers.isEmpty)
    }

    @Test func `a READY that comes before the block is not lost`() {
        var world = Simulation.started(pair(.native(agent: 0)))
        world.ready("agent")
        world.exit("between")
        #expect(world.running == ["agent", "behind"])
    }

    @Test func `an agent is watched from its start`() {
        let world = Simulation.started(pair(.native(agent: 0)))
        #expect(world.effects.contains(.watchReadiness(world.child("agent"), .task(0))))
    }

    @Test(arguments: [true, false])
    func `an agent that exits 0 has initialised, before the block and during it`(isBefore: Bool) {
        var world = Simulation.started(pair(.native(agent: 0)))
        if isBefore { world.exit("agent") }
        world.exit("between")
        if !isBefore { world.exit("agent") }
        #expect(world.running == ["behind"])
    }

    @Test(arguments: [true, false], RestartPolicy.allCases)
    func `an agent that fails fails the block whatever its restart policy, before it and during it`(
        isBefore: Bool,
        restart: RestartPolicy
    ) {
        var world = Simulation.started(pair(.native(agent: 0), restart: restart))
        if isBefore { world.exit("agent", .exited(code: 4)) }
        world.exit("between")
        if !isBefore { world.exit("agent", .exited(code: 4)) }
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .agentEnded(.exited(code: 4))))
        #expect(world.running.isEmpty)
    }

    @Test func `an agent that can not be executed fails the block`() {
        var world = Simulation(pair(.native(agent: 0)))
        world.unstartable = ["agent"]
        world.send(.startRequested)
        world.exit("between")
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .agentStartFailed(.missing)))
    }

    @Test func `a block that waits longer than its agent's readiness timeout fails`() {
        var world = Simulation.started(pair(.native(agent: 0)))
        world.exit("between")
        world.advance(by: .milliseconds(59_999))
        #expect(world.finished == nil)
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .timedOut))
    }

    @Test(arguments: [true, false])
    func `a shut readiness channel fails the block after the grace, not at the timeout`(isBefore: Bool) {
        var world = Simulation.started(pair(.native(agent: 0)))
        if isBefore { world.lose("agent") }
        world.exit("between")
        if !isBefore { world.lose("agent") }
        world.advance(by: .milliseconds(99))
        #expect(world.finished == nil)
        world.advance(by: .milliseconds(1))
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .readinessLost))
    }

    @Test(arguments: [UInt8(0), 5])
    func `an exit that follows a shut readiness channel within the grace decides`(code: UInt8) {
        var world = Simulation.started(pair(.native(agent: 0)))
        world.exit("between")
        world.lose("agent")
        world.exit("agent", .exited(code: code))
        #expect(world.finished == (code == 0 ? nil : .blockFailed(task: 2, agent: 0, .agentEnded(.exited(code: 5)))))
        #expect(world.running == (code == 0 ? ["behind"] : []))
    }

    @Test func `an agent's restart policy begins when its block is passed`() {
        var world = Simulation.started(pair(.native(agent: 0), restart: .always))
        world.exit("agent")
        world.advance(by: .seconds(1))
        #expect(world.running == ["between"])
        world.exit("between")
        world.advance(by: .milliseconds(100))
        #expect(world.running == ["behind", "agent"])
        world.exit("agent", .exited(code: 9))
        #expect(world.state("agent") == .restarting(after: .ended(.exited(code: 9))))
    }

    @Test func `a program block runs the program and its exit decides, not its agent's exit 0`() {
        var world = Simulation.started(pair(.program(agent: 0)))
        world.exit("between")
        #expect(world.running == ["agent", "block"])
        world.exit("agent")
        #expect(world.running == ["block"])
        world.exit("block")
        #expect(world.running == ["behind"])
        #expect(world.timers.isEmpty)
    }

    @Test func `a program block whose program fails is a failed startup task`() {
        var world = Simulation.started(pair(.program(agent: 0)))
        world.exit("between")
        world.exit("block", .exited(code: 1))
        #expect(world.finished == .startupTaskFailed(task: 2, .ended(.exited(code: 1))))
    }

    @Test func `an agent that fails before the program of its block has ended fails the block and ends the program`() {
        var world = Simulation.started(pair(.program(agent: 0), restart: .always))
        world.exit("between")
        world.exit("agent", .signaled(11))
        #expect(world.running.isEmpty)
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .agentEnded(.signaled(11))))
    }

    @Test func `a program block whose agent has failed already does not run its program`() {
        var world = Simulation.started(pair(.program(agent: 0)))
        world.exit("agent", .exited(code: 4))
        world.exit("between")
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .agentEnded(.exited(code: 4))))
        #expect(!world.effects.contains { if case .spawn(_, .task(2)) = $0 { true } else { false } })
    }

    @Test func `a program block that outlives its agent's readiness timeout fails`() {
        var world = Simulation.started(pair(.program(agent: 0)))
        world.exit("between")
        world.advance(by: .seconds(60))
        #expect(world.finished == .blockFailed(task: 2, agent: 0, .timedOut))
    }

    @Test(arguments: [-1, 0, 1, 99])
    func `a block with an agent that is none ends by its timeout and does not trap`(agent: Int) {
        for block in [Plan.Block.native(agent: agent), .program(agent: agent)] {
            var world = Simulation.started(Plan([.block("block", block), .simple("b")]))
            world.advance(by: .seconds(300))
            world.send(.stopRequested)
            #expect(world.finished != nil)
        }
    }
}
