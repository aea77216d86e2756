import Lifecycle
import RoleModel
import Testing

@testable import Timeline

/// The recorder beside the real machine, wired as the bootstrapper wires it.
@Suite struct MachineTests {
    /// A world in which each thing takes a second.
    private struct World {
        var machine: Machine
        var recorder: TimelineRecorder
        var now = Duration.zero
        var ordered: [Work: ChildID] = [:]

        init(_ plan: Plan) {
            machine = Machine(plan)
            recorder = TimelineRecorder(plan: plan, instance: "i", role: "r", incarnation: 1, began: 0)
        }

        mutating func send(_ event: Event) {
            recorder.note(event, at: now)
            for effect in machine.handle(event) {
                recorder.note(effect, at: now)
                guard case .spawn(let child, let work) = effect else { continue }
                ordered[work] = child
                send(.childStarted(child))
            }
        }

        mutating func after(seconds: Int, _ event: (ChildID) -> Event, _ work: Work) {
            now += .seconds(seconds)
            guard let child = ordered[work] else { return }
            send(event(child))
        }
    }

    @Test func `the timeline of a real run has every moment, and the chain that led to Ready`() {
        var world = World(Scenes.millPlan)
        world.send(.startRequested)
        world.after(seconds: 1, { .childExited($0, .exited(code: 0)) }, .task(0))
        world.after(seconds: 2, { .childReady($0) }, .task(1))
        world.after(seconds: 4, { .childExited($0, .exited(code: 0)) }, .task(4))
        world.after(seconds: 8, { .hostReported($0, .ready) }, .host)
        let timeline = world.recorder.timeline(at: .seconds(20))
        #expect(world.machine.instancePhase == .ready)
        #expect(timeline.ready == 15_000_000)
        #expect(timeline.entries.map(\.ordered) == [0, 1_000_000, 1_000_000, 1_000_000, 3_000_000, 7_000_000])
        #expect(timeline.entries.map(\.done) == [1_000_000, 3_000_000, 1_000_000, 3_000_000, 7_000_000, 15_000_000])
        #expect(timeline.chain.map(\.entry) == [5, 4, 3, 1, 0])
        #expect(timeline.chain.map(\.took).reduce(0, +) == 17_000_000)
    }

    @Test func `a run that fails at its first task has a chain to it, and nothing behind it`() {
        var world = World(Scenes.millPlan)
        world.send(.startRequested)
        world.after(seconds: 1, { .childExited($0, .exited(code: 7)) }, .task(0))
        world.recorder.end("startupTaskFailed", "it exited with code 7", at: world.now)
        let timeline = world.recorder.timeline(at: .seconds(20))
        #expect(timeline.chain.map(\.entry) == [0])
        #expect(timeline.entries.dropFirst().allSatisfy { $0.ordered == nil })
        #expect(timeline.until == 1_000_000)
    }

    @Test func `a stop leaves no failure behind`() {
        var world = World(Scenes.millPlan)
        world.send(.startRequested)
        world.after(seconds: 1, { .childExited($0, .exited(code: 0)) }, .task(0))
        world.send(.stopRequested)
        for work in [Work.task(1), .task(2)] { world.after(seconds: 1, { .childExited($0, .signaled(15)) }, work) }
        #expect(world.recorder.timeline(at: world.now).entries.allSatisfy { !$0.hasFailed })
    }
}
