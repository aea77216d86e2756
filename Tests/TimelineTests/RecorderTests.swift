import Lifecycle
import RoleModel
import Testing

@testable import Timeline

@Suite struct RecorderTests {
    @Test func `a block without a program waits from the end of the task before it until its agent is ready`() {
        let block = Scenes.mill().entries[3]
        #expect(block.ordered == 1_421_000)
        #expect(block.ended == 2_630_000)
        #expect(block.result == .passed)
        #expect(block.waits == [.init(.end, of: 0), .init(.ready, of: 1)])
    }

    @Test func `a block that is waiting now is shown as waiting`() {
        let timeline = Scenes.waiting()
        #expect(timeline.entries[3].ordered == 2_000_000)
        #expect(timeline.entries[3].ended == nil)
        #expect(timeline.entries[3].stateText == "waiting")
        #expect(timeline.entries[4].ordered == nil)
        #expect(timeline.duration(of: timeline.entries[3]) == 59_000_000)
    }

    @Test func `a task that is started again keeps its first moments and counts`() {
        let shipper = Scenes.mill().entries[2]
        #expect(shipper.ordered == 1_421_000)
        #expect(shipper.restarts == 1)
        #expect(shipper.restartMoments == [2_000_000])
        #expect(shipper.ended == nil)
        #expect(!shipper.hasFailed)
        #expect(shipper.usage?.peakResidentKilobytes == 9_120)
    }

    @Test func `more restarts than are remembered are still counted`() {
        var recorder = TimelineRecorder(plan: Scenes.millPlan, instance: "i", role: "r", incarnation: 1, began: 0)
        for number in 1...1_000 {
            let child = ChildID(UInt64(number))
            recorder.note(Effect.spawn(child, .task(2)), at: .seconds(number))
            recorder.note(Event.childExited(child, .exited(code: 1)), at: .seconds(number))
        }
        let entry = recorder.timeline(at: .seconds(1_001)).entries[2]
        #expect(entry.restarts == 999)
        #expect(entry.restartMoments.count == 32)
    }

    @Test func `the signal that ends a child that was told to end is no failure, another one is`() {
        var recorder = TimelineRecorder(plan: Scenes.millPlan, instance: "i", role: "r", incarnation: 1, began: 0)
        for (index, number) in [(1, UInt64(1)), (2, UInt64(2))] {
            recorder.note(Effect.spawn(ChildID(number), .task(index)), at: .zero)
        }
        recorder.note(Effect.terminate(ChildID(1)), at: .seconds(1))
        recorder.note(Event.childExited(ChildID(1), .signaled(15)), at: .seconds(1))
        recorder.note(Event.childExited(ChildID(2), .signaled(11)), at: .seconds(1))
        let timeline = recorder.timeline(at: .seconds(2))
        #expect(!timeline.entries[1].hasFailed)
        #expect(timeline.entries[2].hasFailed)
    }

    @Test func `a program that can not be started has failed, with its stage`() {
        var recorder = TimelineRecorder(plan: Scenes.millPlan, instance: "i", role: "r", incarnation: 1, began: 0)
        recorder.note(Effect.spawn(ChildID(1), .task(0)), at: .zero)
        let failure = StartFailure(stage: "changing directory to '/x'", error: 2)
        recorder.note(Event.childStartFailed(ChildID(1), failure), at: .milliseconds(1))
        let entry = recorder.timeline(at: .seconds(2)).entries[0]
        #expect(entry.result == .notStarted("changing directory to '/x'"))
        #expect(entry.hasFailed)
        #expect(entry.ended == 1_000)
    }

    @Test func `a role without a host is Ready when its blocks have passed`() {
        var plan = Scenes.millPlan
        plan.host = nil
        plan.tasks.removeLast()
        var recorder = TimelineRecorder(plan: plan, instance: "i", role: "r", incarnation: 1, began: 0)
        recorder.note(Effect.spawn(ChildID(1), .task(0)), at: .zero)
        recorder.note(Event.childExited(ChildID(1), .exited(code: 0)), at: .seconds(1))
        recorder.note(Effect.publish(.ready), at: .seconds(3))
        recorder.note(Effect.publish(.ready), at: .seconds(9))
        let timeline = recorder.timeline(at: .seconds(10))
        #expect(timeline.ready == 3_000_000)
        #expect(timeline.entries[3].result == .passed)
        #expect(timeline.chain.map(\.entry) == [3, 0])
    }

    @Test func `news of unknown children and tasks changes nothing`() {
        var recorder = TimelineRecorder(plan: Plan(), instance: "i", role: "r", incarnation: 1, began: 0)
        let before = recorder.timeline(at: .zero)
        recorder.note(Effect.spawn(ChildID(1), .task(9)), at: .zero)
        recorder.note(Effect.spawn(ChildID(2), .host), at: .zero)
        recorder.note(Event.childExited(ChildID(1), .exited(code: 0)), at: .seconds(-4))
        recorder.note(
            TimelineUsage(userMicroseconds: 1, systemMicroseconds: 1, peakResidentKilobytes: 1),
            of: ChildID(7)
        )
        #expect(recorder.timeline(at: .zero) == before)
    }
}
