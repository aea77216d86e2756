import Foundation
import Lifecycle
import RoleModel

@testable import Timeline

/// Timelines to look at.
enum Scenes {
    static func task(_ name: String, _ type: TaskType, _ change: (inout Plan.Task) -> Void = { _ in }) -> Plan.Task {
        var task = Plan.Task(name: name, type: type)
        change(&task)
        return task
    }

    /// A role as the samples are: two simple tasks, an agent, a block that waits for it, a host.
    static var millPlan: Plan {
        var plan = Plan()
        plan.tasks = [
            task("install-packages.sh", .simple),
            task("redis-server", .background) { $0.watchesReadiness = true },
            task("log-shipper", .foreground) { $0.restart = .always },
            task("redis-server /blockStartup", .simple) { $0.block = .native(agent: 1) },
            task("migrate-database.sh", .simple),
        ]
        var host = Plan.Host(name: "WaWorkerHost")
        host.readyWhen = .reported
        plan.host = host
        return plan
    }

    static func mill() -> BootTimeline {
        var recorder = TimelineRecorder(
            plan: millPlan,
            instance: "Mill_IN_0",
            role: "Mill",
            incarnation: 3,
            began: 1_795_283_319_000
        )
        func child(_ number: UInt64) -> ChildID { ChildID(number) }
        func spawn(_ number: UInt64, _ work: Work, _ at: Int) {
            recorder.note(Effect.spawn(child(number), work), at: .milliseconds(at))
            recorder.note(Event.childStarted(child(number)), at: .microseconds(at * 1_000 + 700))
        }
        func use(_ number: UInt64, _ user: Int64, _ system: Int64, _ memory: Int64) {
            let usage = TimelineUsage(
                userMicroseconds: user,
                systemMicroseconds: system,
                peakResidentKilobytes: memory
            )
            recorder.note(usage, of: child(number))
        }
        spawn(1, .task(0), 1)
        use(1, 812_000, 240_000, 148_320)
        recorder.note(Event.childExited(child(1), .exited(code: 0)), at: .milliseconds(1_421))
        spawn(2, .task(1), 1_421)
        spawn(3, .task(2), 1_421)
        use(3, 12_000, 4_000, 9_120)
        recorder.note(Event.childExited(child(3), .exited(code: 1)), at: .milliseconds(1_900))
        spawn(4, .task(2), 2_000)
        recorder.note(Event.childReady(child(2)), at: .milliseconds(2_630))
        use(2, 210_000, 90_000, 61_440)
        spawn(5, .task(4), 2_630)
        use(5, 401_000, 22_000, 52_004)
        recorder.note(Event.childExited(child(5), .exited(code: 0)), at: .milliseconds(3_311))
        spawn(6, .host, 3_311)
        recorder.note(Event.hostReported(child(6), .ready), at: .milliseconds(4_213))
        recorder.note(Effect.publish(.ready), at: .milliseconds(4_213))
        use(6, 2_400_000, 612_000, 390_144)
        return recorder.timeline(at: .seconds(3_600))
    }

    /// A startup task that fails.
    static func failing() -> BootTimeline {
        var plan = millPlan
        plan.tasks[0].name = "prüfe-<Umgebung> & \"Rechte\" \u{1B}[31m.sh"
        var recorder = TimelineRecorder(plan: plan, instance: "Mill_IN_1", role: "Mill", incarnation: 1, began: 0)
        recorder.note(Effect.spawn(ChildID(1), .task(0)), at: .microseconds(40))
        recorder.note(Event.childStarted(ChildID(1)), at: .microseconds(700))
        recorder.note(Event.childExited(ChildID(1), .exited(code: 7)), at: .microseconds(3_950))
        recorder.end("startupTaskFailed", "startup task 1 of 5 exited with code 7", at: .microseconds(4_100))
        return recorder.timeline(at: .seconds(5))
    }

    /// Many tasks with long names that take hours.
    static func hundred() -> BootTimeline {
        var timeline = BootTimeline(
            instance: "Foundry_IN_17",
            role: "Foundry",
            incarnation: 1,
            began: 1_795_283_319_000
        )
        var clock: Int64 = 0
        for index in 0..<99 {
            let kind: TimelineEntry.Kind = index % 7 == 3 ? .background : index % 11 == 5 ? .foreground : .simple
            let name = "provision-the-\(index)-of-very-many-things-with-a-name-that-does-not-end-定义.sh"
            var entry = TimelineEntry(name: name, kind: kind)
            let gate = timeline.entries.lastIndex { $0.kind == .simple }
            entry.waits = gate.map { [.init(.end, of: $0)] } ?? []
            entry.ordered = clock
            entry.started = clock + 2_000
            if kind == .simple {
                clock += Int64(index % 13 + 1) * 37_000_000
                entry.ended = clock
                entry.result = .exited(code: 0)
            }
            entry.usage = TimelineUsage(
                userMicroseconds: Int64(index) * 900_000,
                systemMicroseconds: 5_000,
                peakResidentKilobytes: Int64(index * 13_000 % 700_000)
            )
            timeline.entries.append(entry)
        }
        var host = TimelineEntry(name: "WaIISHost", kind: .host)
        host.waits = [.init(.end, of: timeline.entries.lastIndex { $0.kind == .simple } ?? 0)]
        host.ordered = clock
        host.started = clock + 3_000
        host.ready = clock + 90_000_000
        timeline.entries.append(host)
        timeline.ready = host.ready
        timeline.until = clock + 100_000_000
        return timeline
    }

    /// Everything within some microseconds.
    static func quick() -> BootTimeline {
        var timeline = BootTimeline(instance: "Spark_IN_0", role: "Spark", incarnation: 1, began: 1_795_283_319_000)
        var task = TimelineEntry(name: "touch", kind: .simple)
        (task.ordered, task.started, task.ended, task.result) = (3, 60, 310, .exited(code: 0))
        var host = TimelineEntry(name: "spark", kind: .host)
        (host.ordered, host.started, host.ready) = (312, 390, 395)
        host.waits = [.init(.end, of: 0)]
        timeline.entries = [task, host]
        timeline.ready = 395
        timeline.until = 9_000_000
        return timeline
    }

    /// A role that waits for its agent now.
    static func waiting() -> BootTimeline {
        var recorder = TimelineRecorder(
            plan: millPlan,
            instance: "Mill_IN_2",
            role: "Mill",
            incarnation: 12,
            began: 1_795_283_319_000
        )
        recorder.note(Effect.spawn(ChildID(1), .task(0)), at: .zero)
        recorder.note(Event.childExited(ChildID(1), .exited(code: 0)), at: .seconds(2))
        for (index, number) in [(1, UInt64(2)), (2, UInt64(3))] {
            recorder.note(Effect.spawn(ChildID(number), .task(index)), at: .seconds(2))
            recorder.note(Event.childStarted(ChildID(number)), at: .seconds(2))
        }
        return recorder.timeline(at: .seconds(61))
    }

    static let all: [(name: String, timeline: BootTimeline)] = [
        ("mill", mill()), ("failing", failing()), ("hundred", hundred()), ("quick", quick()), ("waiting", waiting()),
        ("empty", BootTimeline(instance: "Empty_IN_0", role: "Empty", incarnation: 1, began: 0)),
    ]
}
